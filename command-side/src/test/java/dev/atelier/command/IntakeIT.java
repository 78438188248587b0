package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.command.testing.Worker;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.run.RunClaim.Answer.Accepted;
import dev.atelier.contracts.run.RunClaim.Answer.Refused;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Jobs told by messages: from the broker through the rules into the log, and the answers back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntakeIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CommandSide side = new CommandSide(Map.of("atelier.jobs.retry-delays", "0s"));
    private static final Worker worker = new Worker(side);

    private final Http person = side.person("told-" + PEOPLE.incrementAndGet());
    private final Customer customer = new Customer(side, person);
    private final AccountId account = AccountId.parse(customer.account());

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void a_claim_is_granted_to_one_run_and_asked_again_it_is_granted_again() {
        JobId job = order();
        assertThat(worker.claim(job, 1, "run-1")).isEqualTo(new Accepted());
        assertThat(worker.claim(job, 1, "run-1")).isEqualTo(new Accepted());
        assertThat(worker.claim(job, 1, "run-2")).isEqualTo(new Refused("other_worker"));
        assertThat(worker.claim(job, 2, "run-1")).isEqualTo(new Refused("other_attempt"));
        assertThat(worker.claim(JobId.parse("job-00000000-0000-4000-8000-000000000000"), 1, "run-1"))
                .isEqualTo(new Refused("unknown_job"));
        assertThat(types(job)).containsExactly("job-created", "job-queued", "job-started");
        assertThat(side.log().stream(job.toString()).getLast().metadata())
                .containsEntry(Metadata.ACTOR, "worker:worker-a");
    }

    @Test
    void who_waits_sees_the_end_and_the_price_is_captured_and_given_back_by_an_administrator() {
        JobId first = order();
        worker.claim(first, 1, "run-1");
        worker.succeed(first, 1);
        awaitTypes(first, "job-created", "job-queued", "job-started", "job-succeeded");
        assertThat(person.post("/api/jobs/" + first + "/cancel", "{}").text("outcome"))
                .isEqualTo("too_late");
        String refund = "/admin/jobs/" + first + "/refund";
        assertThat(side.administrator().post(refund, "{'reason': 'sorry'}").text("code"))
                .isEqualTo("WRONG_STATE");

        worker.command(new CaptureBalance(account, first, Credits.of(2)));
        worker.command(new CaptureBalance(account, first, Credits.of(2)));
        await(() -> last(account).equals("balance-captured"));

        assertThat(side.administrator().post(refund, "{}").status()).isEqualTo(400);
        Answer given = side.administrator().post(refund, "{'reason': 'sorry'}");
        Answer again = side.administrator().post(refund, "{'reason': 'sorry'}");
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.number("amount")).isEqualTo(2);
        assertThat(given.number("balance")).isEqualTo(10);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.number("balance")).isEqualTo(10);
        assertThat(person.post(refund, "{'reason': 'please'}").status()).isEqualTo(403);
    }

    @Test
    void a_client_that_waits_is_answered_when_the_job_ends() {
        fund();
        String upload = customer.upload();
        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> person.with("Prefer", "wait=20")
                .with("Idempotency-Key", "waiting")
                .post("/api/jobs", Customer.body(upload)));
        JobId job = JobId.of(new UserId(account.value()), "/api/jobs", "waiting");
        await(() -> !types(job).isEmpty());
        worker.claim(job, 1, "run-1");
        worker.succeed(job, 1);

        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("state")).isEqualTo("succeeded");
        assertThat(answer.text("status")).isEqualTo("completed");
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
    }

    @Test
    void a_failed_attempt_is_retried_and_its_detail_is_sealed() {
        JobId job = order();
        worker.claim(job, 1, "run-1");
        worker.report(new RunFailed(job, 1, FailureReason.BACKEND_UNAVAILABLE, "/var/secret/path"));
        worker.report(new RunFailed(job, 1, FailureReason.BACKEND_UNAVAILABLE, "/var/secret/path"));
        awaitTypes(job, "job-created", "job-queued", "job-started", "job-attempt-failed", "job-retry-scheduled");
        StoredEvent failed = side.log().stream(job.toString()).get(3);
        assertThat(failed.json()).doesNotContain("secret");
        JobAttemptFailed event = (JobAttemptFailed) failed.payload();
        assertThat(side.bean(PersonalTexts.class)
                        .unseal(new UserId(account.value()), Objects.requireNonNull(event.detail())))
                .contains("/var/secret/path");

        worker.command(new QueueJob(job, 2));
        worker.command(new QueueJob(job, 2));
        await(() -> types(job).getLast().equals("job-queued"));
        worker.succeed(job, 1); // the first attempt was not lost after all
        await(() -> types(job).getLast().equals("job-succeeded"));
        assertThat(worker.claim(job, 2, "run-2")).isEqualTo(new Refused("ended"));
    }

    @Test
    void a_run_that_was_stopped_costs_its_time() {
        JobId job = order();
        worker.claim(job, 1, "run-1");
        assertThat(person.post("/api/jobs/" + job + "/cancel", "{}").text("outcome"))
                .isEqualTo("requested");
        worker.report(new RunCancelled(job, 1, Duration.ofSeconds(61)));
        await(() -> types(job).getLast().equals("job-cancelled"));
        JobCancelled cancelled =
                (JobCancelled) side.log().stream(job.toString()).getLast().payload();
        assertThat(cancelled.charge()).isEqualTo(Credits.of(1));
        worker.command(new CaptureBalance(account, job, cancelled.charge()));
        await(() -> last(account).equals("balance-captured"));
        assertThat(person.post("/api/users", "{}").number("balance")).isEqualTo(9);
    }

    @Test
    void a_result_that_is_not_there_is_no_result() {
        JobId job = order();
        worker.claim(job, 1, "run-1");
        worker.report(new RunSucceeded(job, 1, List.of(Worker.artifact(job, 1)), Duration.ofSeconds(1)));
        await(() -> types(job).contains("job-attempt-failed"));
        assertThat(types(job)).doesNotContain("job-succeeded");
    }

    @Test
    void what_is_not_on_the_list_becomes_a_dead_letter_and_the_queue_goes_on() {
        RabbitTemplate rabbit = new RabbitTemplate(side.bean(CachingConnectionFactory.class));
        JobId job = order();
        long before = side.log().headPosition();
        Message credit = MessageBuilder.withBody(
                        WireJson.write(new CreditBalance(account, Credits.of(1000), new CreditCause.Welcome())))
                .setType("credit-balance")
                .setMessageId("evil-1")
                .build();
        rabbit.send(Routes.COMMANDS, Routes.COMMANDS_QUEUE, credit);
        worker.command(new RecordFailure(job, 1, FailureReason.CONTENT_REJECTED, null, Instant.now(), 0));
        worker.report(new RunSucceeded(
                job, 1, List.of(new Artifact("inputs/x/y", "image/png", 1, "00", 1, 1)), Duration.ZERO));
        worker.command(new RefundBalance(
                account, JobId.parse("job-00000000-0000-4000-8000-000000000001"), RefundReason.JOB_FAILED));
        worker.command(new RecordFailure(job, 1, FailureReason.ATTEMPT_LOST, null, Instant.now(), 0));
        await(() -> types(job).contains("job-attempt-failed"));

        assertThat(side.log().read(before, 100)).hasSize(2);
        AtomicInteger dead = new AtomicInteger();
        await(() -> {
            Message letter = rabbit.receive(Routes.DEAD_LETTERS_QUEUE, 100);
            return letter != null && dead.incrementAndGet() == 3;
        });
    }

    private void fund() {
        side.administrator()
                .with("Idempotency-Key", "once")
                .post("/admin/accounts/" + account + "/grants", "{'amount': 10, 'reason': 'test'}");
    }

    private JobId order() {
        fund();
        Answer job = person.post("/api/jobs", Customer.body(customer.upload()));
        assertThat(job.status()).as(job.json().toString()).isEqualTo(202);
        return JobId.parse(job.text("id"));
    }

    private static List<String> types(JobId job) {
        return side.log().stream(job.toString()).stream().map(StoredEvent::type).toList();
    }

    private static String last(AccountId account) {
        return side.log().stream(account.toString()).getLast().type();
    }

    private static void awaitTypes(JobId job, String... types) {
        await(() -> types(job).equals(List.of(types)));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited " + PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
