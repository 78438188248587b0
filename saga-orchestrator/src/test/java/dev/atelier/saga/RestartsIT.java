package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.testing.TestServers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stops in between: nothing is lost, and at worst something is sent twice. */
class RestartsIT {
    private static final TheLog LOG = TheLog.create();
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
        LOG.close();
    }

    @Test
    void what_happened_before_the_first_start_is_handled_and_timers_survive_a_restart() {
        LOG.append(Jobs.created(job), new JobQueued(job, 1));
        try (Orchestrator first = Orchestrator.start(LOG)) {
            RUNS.await(job + "/1/run", 1);
            LOG.append(
                    started(job),
                    new JobAttemptFailed(job, 1, FailureReason.CONNECTION_LOST, null, Instant.now()),
                    new JobRetryScheduled(job, 2, Instant.now().plusSeconds(2)));
            Orchestrator.await("the back-off", () -> timers(first, job).contains("back-off-over"));
        }
        assertThat(COMMANDS.all(QueueJob.class)).isEmpty();

        try (Orchestrator second = Orchestrator.start(LOG)) {
            COMMANDS.await(QueueJob.class, new QueueJob(job, 2)::equals);
            LOG.append(new JobQueued(job, 2));
            RUNS.await(job + "/2/run", 1);
            Orchestrator.await("no back-off", () -> !timers(second, job).contains("back-off-over"));
        }
    }

    @Test
    void a_commit_that_fails_after_publishing_sends_twice_and_loses_nothing() {
        try (Orchestrator orchestrator = Orchestrator.start(LOG)) {
            refuseCommits(orchestrator);
            LOG.append(
                    Jobs.created(job),
                    new JobQueued(job, 1),
                    started(job),
                    new JobSucceeded(job, 1, List.of(), Instant.now()));
            COMMANDS.await(job + "/capture", 2);
            assertThat(timers(orchestrator, job)).isEmpty();
            allowCommits(orchestrator);

            Orchestrator.await("the settlement", () -> timers(orchestrator, job).equals("settlement-unseen"));
            LOG.append(new BalanceCaptured(Jobs.ACCOUNT, job, Jobs.PRICE, Credits.ZERO));
            Orchestrator.await("the end", () -> timers(orchestrator, job).isEmpty());
        }
    }

    @Test
    void while_the_broker_is_away_it_waits_and_then_goes_on(@TempDir Path folder) {
        JobId other = new JobId(UUID.randomUUID());
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        try (Orchestrator orchestrator = Orchestrator.start(LOG, broker)) {
            broker.close();
            LOG.append(
                    Jobs.created(job),
                    new JobQueued(job, 1),
                    started(job),
                    new JobSucceeded(job, 1, List.of(), Instant.now()));
            LOG.append(Jobs.created(other), new JobQueued(other, 1));
            Orchestrator.await(
                    "a failed publication", () -> orchestrator.meter("atelier.saga.messages", "unconfirmed"));
            assertThat(timers(orchestrator, job)).doesNotContain("settlement-unseen");

            broker = EmbeddedBroker.start(folder.resolve("broker"));
            try (Inbox commands = new Inbox(broker, Routes.COMMANDS_QUEUE);
                    Inbox runs = new Inbox(broker, Routes.runsQueue("image"))) {
                commands.await(job + "/capture", 1);
                runs.await(other + "/1/run", 1);
            }
            Orchestrator.await("the timers", () -> timers(orchestrator, job).equals("settlement-unseen"));
        } finally {
            broker.close();
        }
    }

    @Test
    void a_saga_that_cannot_be_read_is_parked_and_the_others_go_on() {
        JobId other = new JobId(UUID.randomUUID());
        try (Orchestrator orchestrator = Orchestrator.start(LOG)) {
            LOG.append(Jobs.created(job), new JobQueued(job, 1));
            LOG.append(Jobs.created(other), new JobQueued(other, 1));
            Orchestrator.await("both sagas", () -> !timers(orchestrator, other).isEmpty());
            damage(orchestrator, job);
        }
        try (Orchestrator orchestrator = Orchestrator.start(LOG)) {
            LOG.append(started(job), started(other));
            Orchestrator.await(
                    "the healthy one's timers",
                    () -> timers(orchestrator, other).equals("attempt-overdue worker-silent"));
            assertThat(orchestrator
                            .jdbc()
                            .sql("select job_id from parked_saga")
                            .query(String.class)
                            .single())
                    .isEqualTo(job.toString());
        }
    }

    private static JobStarted started(JobId job) {
        return new JobStarted(job, 1, "worker-a", "run-1", Instant.now());
    }

    /** The names of the job's timers. */
    private static String timers(Orchestrator orchestrator, JobId job) {
        return orchestrator
                .jdbc()
                .sql("select coalesce(string_agg(name, ' ' order by name), '') from timer where job_id = :job")
                .param("job", job.toString())
                .query(String.class)
                .single();
    }

    /** Everything goes well until the very commit. */
    private static void refuseCommits(Orchestrator orchestrator) {
        orchestrator.jdbc().sql("""
                create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
                create constraint trigger refuse_commit after insert or update on fulfilment
                    deferrable initially deferred for each row execute function refuse();
                """).update();
    }

    private static void allowCommits(Orchestrator orchestrator) {
        orchestrator.jdbc().sql("drop trigger refuse_commit on fulfilment").update();
    }

    private static void damage(Orchestrator orchestrator, JobId job) {
        orchestrator.jdbc().sql("""
                update fulfilment set state = '{"state":{"state":"unheard-of"}}' where job_id = :job
                """).param("job", job.toString()).update();
    }
}
