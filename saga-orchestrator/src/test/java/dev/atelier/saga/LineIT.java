package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The waiting line on a real log and a broker: orders go out as there are places, and everybody gets their turn. */
class LineIT {
    private static final int MANY = 100;
    private static final int PLACES = 2;

    private final UserId busy = new UserId(UUID.randomUUID());
    private final UserId other = new UserId(UUID.randomUUID());

    @Test
    void one_job_behind_a_hundred_of_another_person_gets_the_next_place(@TempDir Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        try (TheLog log = TheLog.create();
                Orchestrator orchestrator = Orchestrator.start(log, broker);
                Inbox runs = new Inbox(broker, Routes.runsQueue("image"), PLACES)) {
            log.append(Presets.inputless());
            List<JobId> many = Stream.generate(() -> new JobId(UUID.randomUUID()))
                    .limit(MANY)
                    .toList();
            many.forEach(job -> log.append(Jobs.createdBy(busy, job), new JobQueued(job, 1)));
            runs.await("the first orders", seen -> seen.size() == PLACES);
            JobId single = new JobId(UUID.randomUUID());
            log.append(Jobs.createdBy(other, single), new JobQueued(single, 1));

            JobId first = runs.all(RunOrder.class).getFirst().jobId();
            log.append(started(first), new JobSucceeded(first, 1, List.of(), Instant.now()));

            runs.await("another order", seen -> seen.size() > PLACES);
            assertThat(runs.all(RunOrder.class).get(PLACES).jobId()).isEqualTo(single);
            assertThat(runs.all(RunOrder.class))
                    .as("no more than there are places")
                    .hasSize(PLACES + 1);
        } finally {
            broker.close();
        }
    }

    @Test
    void an_order_that_nobody_begins_is_handed_out_again_and_a_restart_forgets_nobody(@TempDir Path folder) {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        JobId job = new JobId(UUID.randomUUID());
        try (TheLog log = TheLog.create();
                Inbox runs = new Inbox(broker, Routes.runsQueue("image"), PLACES)) {
            log.append(Presets.inputless());
            try (Orchestrator orchestrator =
                    Orchestrator.start(log, broker, "--atelier.line.hand-out-patience=200ms")) {
                log.append(Jobs.createdBy(busy, job), new JobQueued(job, 1));
                runs.await(job + "/1/run", 2);
            }
            int before = runs.all(RunOrder.class).size();
            try (Orchestrator orchestrator = Orchestrator.start(log, broker)) {
                runs.await("once more", seen -> seen.size() > before);
            }
        } finally {
            broker.close();
        }
    }

    private static JobStarted started(JobId job) {
        return new JobStarted(job, 1, "worker-a", "run", Instant.now());
    }
}
