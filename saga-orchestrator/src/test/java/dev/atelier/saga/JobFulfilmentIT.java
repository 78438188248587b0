package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.testing.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Events in the log become messages on the queues, on PostgreSQL and the broker of the local run. */
class JobFulfilmentIT {
    private static final TheLog LOG = TheLog.create();
    private static final Orchestrator ORCHESTRATOR =
            Orchestrator.start(LOG, "--atelier.fulfilment.settle-repeat=300ms");
    private static final Inbox COMMANDS = new Inbox(TestServers.broker(), Routes.COMMANDS_QUEUE);
    private static final Inbox RUNS = new Inbox(TestServers.broker(), Routes.runsQueue("image"));

    static {
        LOG.append(Presets.inputless());
    }

    private final JobId job = new JobId(UUID.randomUUID());

    @AfterAll
    static void stop() {
        COMMANDS.close();
        RUNS.close();
        ORCHESTRATOR.close();
        LOG.close();
    }

    @Test
    void a_job_is_ordered_and_paid_for_until_the_money_has_moved_and_then_forgotten() {
        LOG.append(Jobs.created(job), new JobQueued(job, 1));
        RunOrder order = RUNS.await(RunOrder.class, o -> o.jobId().equals(job));
        assertThat(order.attempt()).isEqualTo(1);

        LOG.append(started(1), new JobSucceeded(job, 1, List.of(), Instant.now()));
        COMMANDS.await(job + "/capture", 3);
        assertThat(COMMANDS.await(CaptureBalance.class, c -> c.jobId().equals(job)))
                .isEqualTo(new CaptureBalance(Jobs.ACCOUNT, job, Jobs.PRICE));

        LOG.append(new BalanceCaptured(Jobs.ACCOUNT, job, Jobs.PRICE, Credits.ZERO));
        awaitForgotten();
    }

    @Test
    void a_failed_attempt_waits_for_its_back_off_and_a_failed_job_gets_its_hold_back() {
        LOG.append(Jobs.created(job), new JobQueued(job, 1));
        LOG.append(
                started(1),
                attemptFailed(1),
                new JobRetryScheduled(job, 2, Instant.now().plusMillis(200)));
        COMMANDS.await(QueueJob.class, c -> c.equals(new QueueJob(job, 2)));

        LOG.append(new JobQueued(job, 2));
        RUNS.await(job + "/2/run", 1);
        LOG.append(started(2), attemptFailed(2), new JobFailed(job, FailureReason.CONNECTION_LOST, Instant.now()));
        COMMANDS.await(
                RefundBalance.class, c -> c.equals(new RefundBalance(Jobs.ACCOUNT, job, RefundReason.JOB_FAILED)));

        LOG.append(new BalanceRefunded(
                Jobs.ACCOUNT, job, Jobs.PRICE, BalanceRefunded.From.RESERVED, RefundReason.JOB_FAILED));
        awaitForgotten();
    }

    @Test
    void an_attempt_that_runs_too_long_has_failed() {
        LOG.append(Jobs.created(job, Duration.ofMillis(100)), new JobQueued(job, 1), started(1));

        RecordFailure failure =
                COMMANDS.await(RecordFailure.class, c -> c.jobId().equals(job));
        assertThat(failure.reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(failure.attempt()).isEqualTo(1);
        assertThat(failure.jitter()).isBetween(0.0, 1.0);
    }

    @Test
    void a_run_that_cannot_be_described_is_a_lost_attempt() {
        var unknown = Jobs.created(job, "no-such-preset");
        LOG.append(unknown, new JobQueued(job, 1));

        assertThat(COMMANDS.await(RecordFailure.class, c -> c.jobId().equals(job))
                        .reason())
                .isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void it_says_that_it_lives_and_counts_what_it_sends() throws Exception {
        assertThat(get(ORCHESTRATOR.port("server") + "/check")).contains("ok");
        LOG.append(Jobs.created(job), new JobQueued(job, 1));
        RUNS.await(job + "/1/run", 1);
        Orchestrator.await(
                "the counter",
                () -> get(ORCHESTRATOR.port("management") + "/actuator/prometheus")
                        .contains("atelier_saga_messages_total"));
        assertThat(get(ORCHESTRATOR.port("management") + "/actuator/prometheus"))
                .containsPattern("atelier_saga_parked\\{[^}]*} 0\\.0")
                .containsPattern("atelier_saga_lag\\{[^}]*} [0-9]");
    }

    private static String get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    private JobStarted started(int attempt) {
        return new JobStarted(job, attempt, "worker-a", "run-" + attempt, Instant.now());
    }

    private JobAttemptFailed attemptFailed(int attempt) {
        return new JobAttemptFailed(job, attempt, FailureReason.CONNECTION_LOST, null, Instant.now());
    }

    private void awaitForgotten() {
        Orchestrator.await(
                "nothing left of " + job,
                () -> ORCHESTRATOR
                                .jdbc()
                                .sql("""
                             select (select count(*) from fulfilment where job_id = :job)
                                  + (select count(*) from timer where job_id = :job)
                             """)
                                .param("job", job.toString())
                                .query(Long.class)
                                .single()
                        == 0);
    }
}
