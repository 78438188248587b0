package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.audit.LogAudit;
import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.servers.testing.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Three processes on one log, each with a memory of its own: what one of them did, the others' answers know, and what
 * may happen once happens once, also when all of them are asked at once.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ThreeReplicasIT {
    private static final int AT_ONCE = 36;
    private static final int PRICE = 2;
    private static final String DATABASE = TestServers.freshDatabase();
    private static final CommandSide first = new CommandSide(Map.of("atelier.log.jdbc-url", DATABASE));
    private static final List<CommandSide> replicas = List.of(first, replica(), replica());

    @AfterAll
    static void stop() {
        replicas.reversed().forEach(CommandSide::close);
    }

    private static CommandSide replica() {
        return first.replica(Map.of("atelier.log.jdbc-url", DATABASE, "atelier.log.migrate", "false"));
    }

    @Test
    void what_was_paid_on_one_is_spent_on_another() {
        String upload = remembered("paying", 1);
        for (int round = 0; round < 6; round++) {
            CommandSide paid = replicas.get(round % 3);
            CommandSide spent = replicas.get((round + 1) % 3);
            new Customer(paid, paid.person("paying")).grant(PRICE);

            Answer job = Customer.order(spent.person("paying"), upload);

            assertThat(job.status()).as(job.json().toString()).isEqualTo(202);
            assertThat(job.number("balance")).isOne();
        }
    }

    @Test
    void whoever_has_spent_it_elsewhere_is_refused_with_the_true_balance() {
        String upload = remembered("spent", 1);
        new Customer(first, first.person("spent")).grant(PRICE);
        assertThat(Customer.order(replicas.get(1).person("spent"), upload).status())
                .isEqualTo(202);

        for (CommandSide side : replicas) {
            Answer refused = Customer.order(side.person("spent"), upload);
            assertProblem(refused, 402, "OUT_OF_CREDIT");
            assertThat(refused.number("balance")).isOne();
        }
    }

    @Test
    void registering_on_all_of_them_is_one_person() {
        List<Answer> answers = atOnce(side -> side.person("hasty").post("/api/users", "{}"));

        assertThat(ids(answers).distinct()).hasSize(1);
        assertThat(first.log().stream(answers.getFirst().text("id"))).hasSize(1);
    }

    @Test
    void a_grant_on_all_of_them_is_one_grant() {
        String account = new Customer(first, first.person("gifted")).account();

        List<Answer> answers = atOnce(side -> side.administrator()
                .with("Idempotency-Key", "gift")
                .post("/admin/accounts/" + account + "/grants", "{'amount': 3, 'reason': 'once'}"));

        assertThat(answers).allMatch(answer -> answer.number("balance") == 3);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    }

    @Test
    void no_credit_is_spent_twice_on_any_of_them() {
        String upload = remembered("spending", 0);
        new Customer(first, first.person("spending")).grant(15L * PRICE);

        List<Answer> answers = atOnce(side -> Customer.order(side.person("spending"), upload));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(15);
        assertThat(answers.stream().filter(answer -> answer.status() == 402)).hasSize(AT_ONCE - 15);
        assertThat(held("spending")).hasSize(15);
        assertThat(first.person("spending").post("/api/users", "{}").number("balance"))
                .isZero();
    }

    @Test
    void one_key_on_all_of_them_is_one_job_and_one_hold() {
        String upload = remembered("insisting", 50);
        Function<CommandSide, Answer> order =
                side -> Customer.order(side.person("insisting").with("Idempotency-Key", "once"), upload);

        List<Answer> answers = atOnce(order);
        List<Answer> later = replicas.stream().map(order).toList();

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().filter(answer -> !isReplayed(answer))).hasSize(1);
        assertThat(later).allMatch(answer -> answer.status() == 202 && isReplayed(answer));
        assertThat(Stream.concat(ids(answers), ids(later)).distinct()).hasSize(1);
        assertThat(held("insisting")).hasSize(1);
    }

    @Test
    void an_accepted_order_is_repeated_also_when_nothing_is_left_and_another_one_never_takes_its_key() {
        String upload = remembered("insolvent", PRICE);
        Function<CommandSide, Http> keyed = side -> side.person("insolvent").with("Idempotency-Key", "k");
        Answer accepted = Customer.order(keyed.apply(first), upload);

        for (CommandSide side : replicas) {
            Answer again = Customer.order(keyed.apply(side), upload);
            assertThat(again.text("id")).isEqualTo(accepted.text("id"));
            assertThat(isReplayed(again)).isTrue();
            assertThat(again.number("price")).isEqualTo(PRICE);
            assertThat(again.number("balance")).isZero();
            Answer other = keyed.apply(side)
                    .post("/api/jobs", "{'preset': 'half-size', 'inputs': {'image': '" + upload + "'}}");
            assertProblem(other, 422, "KEY_REUSED");
            Answer nonsense = keyed.apply(side).post("/api/jobs", "{'preset': 'nonsense'}");
            assertProblem(nonsense, 422, "KEY_REUSED");
        }
        assertThat(held("insolvent")).hasSize(1);
    }

    @Test
    void the_log_adds_up_at_every_point() {
        remembered("audited", 9);
        List<Object> events = first.log().read(0, Integer.MAX_VALUE).stream()
                .map(StoredEvent::payload)
                .toList();

        LedgerReport audit = new LogAudit(first.log()).readOn().report(Instant.now(), AuditLimits.DEFAULTS);
        assertThat(audit.findings().kept()).isEmpty();
        assertThat(audit.accounts()).isPositive();
        assertThat(events.stream().filter(JobCreated.class::isInstance))
                .hasSameSizeAs(events.stream()
                        .filter(BalanceReserved.class::isInstance)
                        .toList());
    }

    /** Somebody whose account every replica remembers, with so many credits; and an upload of theirs. */
    private static String remembered(String name, long credits) {
        Customer customer = new Customer(first, first.person(name));
        AccountId account = AccountId.parse(customer.account());
        String upload = credits == 0 ? customer.upload() : customer.uploadWith(credits);
        RefundBalance ofNoJob = new RefundBalance(account, new JobId(UUID.randomUUID()), RefundReason.JOB_FAILED);
        replicas.forEach(side -> side.bean(Commands.class).send(ofNoJob, Map.of(Metadata.ACTOR, "system:test")));
        return upload;
    }

    private static List<Answer> atOnce(Function<CommandSide, Answer> request) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return request.apply(replicas.get(i % replicas.size()));
                            },
                            threads))
                    .toList();
            start.countDown();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isReplayed(Answer answer) {
        return answer.header("Idempotency-Replayed").equals("true");
    }

    private static Stream<String> ids(List<Answer> answers) {
        return answers.stream().map(answer -> answer.text("id"));
    }

    private static List<StoredEvent> held(String name) {
        String account = first.person(name).post("/api/users", "{}").text("accountId");
        return first.log().stream(account).stream()
                .filter(event -> event.payload() instanceof BalanceReserved)
                .toList();
    }
}
