package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.RunSignal.RunHeartbeat;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.wire.WireMessages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** As long as the worker is heard its attempt lives, and no longer. */
class HeartbeatsIT {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final JobId job = new JobId(UUID.randomUUID());

    @Test
    void heartbeats_postpone_and_silence_loses_the_attempt() {
        CachingConnectionFactory connections =
                new CachingConnectionFactory(URI.create(TestServers.broker().uri()));
        try (TheLog log = TheLog.create();
                Inbox commands = new Inbox(TestServers.broker(), Routes.COMMANDS_QUEUE);
                Orchestrator orchestrator = Orchestrator.start(log, "--atelier.fulfilment.heartbeat-interval=1s")) {
            RabbitTemplate worker = new RabbitTemplate(connections);
            worker.send(Routes.SIGNALS, Routes.HEARTBEAT_KEY, nonsense());
            log.append(Presets.inputless());
            log.append(
                    Jobs.created(job), new JobQueued(job, 1), new JobStarted(job, 1, "worker-a", "run", Instant.now()));
            Orchestrator.await("the watch", () -> deadline(orchestrator).isAfter(Instant.EPOCH));

            Instant first = deadline(orchestrator);
            while (Instant.now().isBefore(first.plus(SILENCE))) {
                Instant before = deadline(orchestrator);
                worker.send(Routes.SIGNALS, Routes.HEARTBEAT_KEY, heartbeat());
                Orchestrator.await(
                        "a later deadline", () -> deadline(orchestrator).isAfter(before));
            }
            assertThat(commands.all(RecordFailure.class)).isEmpty();

            RecordFailure lost = commands.await(
                    RecordFailure.class, failure -> failure.jobId().equals(job));
            assertThat(lost.reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
            assertThat(lost.at()).isAfterOrEqualTo(first.plus(SILENCE));
        } finally {
            connections.destroy();
        }
    }

    private Message heartbeat() {
        return WireMessages.encode(new RunHeartbeat(job, 1, "worker-a"), "heartbeat");
    }

    private static Message nonsense() {
        return MessageBuilder.withBody(new byte[] {'{'})
                .setType("run-heartbeat")
                .build();
    }

    private Instant deadline(Orchestrator orchestrator) {
        return orchestrator
                .jdbc()
                .sql("select max(due_at) from timer where job_id = :job and name = 'worker-silent'")
                .param("job", job.toString())
                .query((row, n) -> row.getTimestamp(1) == null
                        ? Instant.EPOCH
                        : row.getTimestamp(1).toInstant())
                .single();
    }
}
