package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.testing.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where going on would be wrong, the saga stands still, sends nothing, and says where and why. */
class StandstillIT {
    private final TheLog log = TheLog.create();
    private final Inbox commands = new Inbox(TestServers.broker(), Routes.COMMANDS_QUEUE);
    private final Inbox runs = new Inbox(TestServers.broker(), Routes.runsQueue("image"));
    private final JobId job = new JobId(UUID.randomUUID());
    private final JobId next = new JobId(UUID.randomUUID());

    @AfterEach
    void stop() {
        runs.close();
        commands.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource({"job-queued, [1]", "from-the-future, {}"})
    void before_an_event_that_cannot_be_read_it_stands_until_an_administrator_skips_the_event(
            String name, String payload) {
        UUID sick = UUID.randomUUID();
        log.append(Presets.inputless());
        log.append(Jobs.created(job), new JobQueued(job, 1));
        long before = head();
        appendUnreadable(sick, name, payload);
        try (Orchestrator orchestrator = Orchestrator.start(log)) {
            runs.await(job + "/1/run", 1);
            Orchestrator.await("a red light", () -> orchestrator.readiness().contains(sick.toString()));
            log.append(Jobs.created(next), new JobQueued(next, 1));
            assertThat(orchestrator.readiness())
                    .contains("\"DOWN\"", "\"position\":" + position(sick), "/admin/log/skips");
            Orchestrator.await("the token", () -> token(orchestrator) == before);

            log.append(new EventSkipped(Processor.JOB_FULFILMENT, sick, position(sick), "written by a broken version"));
            runs.await(next + "/1/run", 1);
            Orchestrator.await("a green light", () -> orchestrator.readiness().contains("\"UP\""));
            assertThat(orchestrator.readiness()).doesNotContain("DOWN");
        }
    }

    @Test
    void after_the_log_was_restored_to_an_older_point_nothing_is_sent() {
        log.append(Presets.inputless());
        long before = head();
        try (Orchestrator orchestrator = Orchestrator.start(log)) {
            log.append(Jobs.created(job), new JobQueued(job, 1));
            runs.await(job + "/1/run", 1);
            Orchestrator.await("the token", () -> token(orchestrator) > before);
        }
        log.restoreTo(before);
        log.append(Jobs.created(next), new JobQueued(next, 1));

        try (Orchestrator orchestrator = Orchestrator.start(log)) {
            orchestrator.jdbc().sql("update timer set due_at = now()").update();
            Orchestrator.await("a red light", () -> orchestrator.readiness().contains("DOWN"));
            assertThat(orchestrator.readiness()).contains("\"position\":" + token(orchestrator), "restore the log");
            assertThat(runs.all(RunOrder.class)).hasSize(1);
            assertThat(commands.all(ExpireJob.class)).isEmpty();

            orchestrator
                    .jdbc()
                    .sql("update fulfilment_token set event_id = '', position = " + before)
                    .update();
            runs.await(next + "/1/run", 1);
            commands.await(ExpireJob.class, expire -> expire.jobId().equals(job));
            assertThat(orchestrator.readiness()).doesNotContain("DOWN");
        }
    }

    private void appendUnreadable(UUID eventId, String name, String payload) {
        log.sql()
                .sql("""
                        insert into event (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload,
                                           metadata)
                        values ('job-' || gen_random_uuid(), 0, 'test', :id, now(), :name, 1, :payload::json, '{}')
                        """)
                .param("id", eventId)
                .param("name", name)
                .param("payload", payload)
                .update();
    }

    private long position(UUID eventId) {
        return log.sql()
                .sql("select position from event where event_id = :id")
                .param("id", eventId)
                .query(Long.class)
                .single();
    }

    private long head() {
        return log.sql()
                .sql("select max(position) from event")
                .query(Long.class)
                .single();
    }

    private static long token(Orchestrator orchestrator) {
        return orchestrator
                .jdbc()
                .sql("select position from fulfilment_token")
                .query(Long.class)
                .single();
    }
}
