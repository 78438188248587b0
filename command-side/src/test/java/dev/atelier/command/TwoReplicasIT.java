package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.simulation.Auditor;
import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.servers.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Two processes on one log, asked at once: what may happen once happens once, and no credit is spent twice. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoReplicasIT {
    private static final int AT_ONCE = 24;
    private static final String DATABASE = TestServers.freshDatabase();
    private static final CommandSide one = new CommandSide(Map.of("atelier.log.jdbc-url", DATABASE));
    private static final CommandSide other =
            one.replica(Map.of("atelier.log.jdbc-url", DATABASE, "atelier.log.migrate", "false"));

    @AfterAll
    static void stop() {
        other.close();
        one.close();
    }

    @Test
    void registering_at_once_is_one_person() {
        Set<String> ids = atOnce(side -> side.person("hasty").post("/api/users", "{}")).stream()
                .map(answer -> answer.text("id"))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(one.log().stream(ids.iterator().next())).hasSize(1);
    }

    @Test
    void one_key_at_once_is_one_job_and_one_hold() {
        String upload = rich("insisting", 50);
        List<Answer> answers = atOnce(side ->
                side.person("insisting").with("Idempotency-Key", "once").post("/api/jobs", Customer.body(upload)));

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(answer -> answer.text("id")).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .as("accepted")
                .hasSize(1);
        assertThat(held("insisting")).hasSize(1);
    }

    @Test
    void no_credit_is_spent_twice() {
        String upload = rich("spending", 14);
        List<Answer> answers = atOnce(side -> side.person("spending").post("/api/jobs", Customer.body(upload)));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(7);
        assertThat(answers.stream().filter(answer -> answer.status() == 402)).hasSize(AT_ONCE - 7);
        assertThat(held("spending")).hasSize(7);
        assertThat(one.person("spending").post("/api/users", "{}").number("balance"))
                .isZero();
    }

    @Test
    void a_grant_at_once_is_one_grant() {
        String account = one.person("gifted").post("/api/users", "{}").text("accountId");
        List<Answer> answers = atOnce(side -> side.administrator()
                .with("Idempotency-Key", "gift")
                .post("/admin/accounts/" + account + "/grants", "{'amount': 3, 'reason': 'once'}"));

        assertThat(answers).allMatch(answer -> answer.number("balance") == 3);
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    }

    @Test
    void the_log_adds_up_at_every_point() {
        rich("audited", 9);
        Auditor auditor = new Auditor();
        one.log().read(0, Integer.MAX_VALUE).stream()
                .map(StoredEvent::payload)
                .filter(event -> event instanceof AccountEvent)
                .forEach(auditor::read);
        assertThat(auditor.faults()).isEmpty();
        assertThat(one.log().category("job-").stream().map(StoredEvent::payload).filter(JobCreated.class::isInstance))
                .hasSameSizeAs(one.log().category("account-").stream()
                        .map(StoredEvent::payload)
                        .filter(BalanceReserved.class::isInstance)
                        .toList());
    }

    private static List<Answer> atOnce(Function<CommandSide, Answer> request) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<Answer>> answers = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return request.apply(i % 2 == 0 ? one : other);
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

    private static String rich(String name, long credits) {
        return new Customer(one, one.person(name)).uploadWith(credits);
    }

    private static List<StoredEvent> held(String name) {
        String account = one.person(name).post("/api/users", "{}").text("accountId");
        return one.log().stream(account).stream()
                .filter(event -> event.payload() instanceof BalanceReserved)
                .toList();
    }
}
