package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.JobEvent.JobQueued;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process knows and does holds only for as long as the segment is its own. */
class SegmentIT {
    private final TheLog log = TheLog.create();
    private final JobId job = new JobId(UUID.randomUUID());
    private final JobId other = new JobId(UUID.randomUUID());

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void who_loses_the_segment_in_mid_batch_commits_nothing_and_remembers_nothing(@TempDir Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        try (Orchestrator orchestrator = Orchestrator.start(log, broker, "--atelier.fulfilment.claim-timeout=1s")) {
            log.append(Presets.inputless());
            log.append(Jobs.created(other), new JobQueued(other, 1));
            Orchestrator.await("the first saga", () -> sagas(orchestrator).equals(List.of(other.toString())));

            broker.close();
            log.append(
                    Jobs.created(job),
                    new JobQueued(job, 1),
                    new JobStarted(job, 1, "worker-a", "run", Instant.now()),
                    new JobSucceeded(job, 1, List.of(), Instant.now()));
            Orchestrator.await("a batch in hand", () -> orchestrator.meter("atelier.saga.messages", "unconfirmed"));
            steal(orchestrator);
            orchestrator.jdbc().sql("delete from fulfilment").update();
            orchestrator.jdbc().sql("delete from timer").update();
            broker = EmbeddedBroker.start(folder.resolve("broker"));
            assertThat(sagas(orchestrator)).isEmpty();

            giveBack(orchestrator);
            Orchestrator.await("its saga", () -> sagas(orchestrator).equals(List.of(job.toString())));
            log.append(new JobStarted(other, 1, "worker-a", "run", Instant.now()));
            Orchestrator.await("its timer", () -> timers(orchestrator, job) == 1);
            assertThat(timers(orchestrator, other)).isZero();
        } finally {
            broker.close();
        }
    }

    @Test
    void a_saga_that_lives_and_dies_within_a_batch_is_never_written() {
        try (Orchestrator orchestrator = Orchestrator.start(log)) {
            orchestrator.jdbc().sql("""
                    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'written'; end $$;
                    create trigger never_written before insert or update on fulfilment
                        for each row execute function refuse();
                    create trigger never_started before insert or update on timer
                        for each row execute function refuse();
                    """).update();
        }
        log.append(Presets.inputless());
        log.append(
                Jobs.created(job),
                new JobQueued(job, 1),
                new JobStarted(job, 1, "worker-a", "run", Instant.now()),
                new JobSucceeded(job, 1, List.of(), Instant.now()),
                new BalanceCaptured(Jobs.ACCOUNT, job, Jobs.PRICE, Credits.ZERO));
        try (Orchestrator orchestrator = Orchestrator.start(log);
                Inbox commands = new Inbox(TestServers.broker(), Routes.COMMANDS_QUEUE)) {
            commands.await(job + "/capture", 1);
            Orchestrator.await(
                    "the token at the end",
                    () -> orchestrator
                            .jdbc()
                            .sql("select position = (select max(position) from public.event) from fulfilment_token")
                            .query(Boolean.class)
                            .single());
            assertThat(sagas(orchestrator)).isEmpty();
        }
    }

    private static void steal(Orchestrator orchestrator) {
        orchestrator
                .jdbc()
                .sql("update fulfilment_token set owner = 'thief', claimed_at = now() + interval '1 hour'")
                .update();
        Orchestrator.await("the loss", () -> orchestrator.meter("atelier.saga.segment", "lost"));
    }

    private static void giveBack(Orchestrator orchestrator) {
        orchestrator.jdbc().sql("update fulfilment_token set owner = null").update();
    }

    private static List<String> sagas(Orchestrator orchestrator) {
        return orchestrator
                .jdbc()
                .sql("select job_id from fulfilment")
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static long timers(Orchestrator orchestrator, JobId job) {
        return orchestrator
                .jdbc()
                .sql("select count(*) from timer where job_id = :job")
                .param("job", job.toString())
                .query(Long.class)
                .single();
    }
}
