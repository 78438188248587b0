package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.testing.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JobFulfilmentIT {
    private static final Orchestrator ORCHESTRATOR = Orchestrator.start(TestServers.freshDatabase());
    private static final Inbox COMMANDS = new Inbox(Orchestrator.broker().uri(), Routes.COMMANDS_QUEUE);
    private static final Inbox RUNS = new Inbox(Orchestrator.broker().uri(), Routes.runsQueue("image"));

    private final JobId job = new JobId(UUID.randomUUID());

    @AfterAll
    static void stop() {
        COMMANDS.close();
        RUNS.close();
        ORCHESTRATOR.close();
    }

    @Test
    void a_job_is_ordered_watched_paid_for_and_forgotten() {
        ORCHESTRATOR.append(Presets.inputless());
        ORCHESTRATOR.append(Jobs.created(job), new JobQueued(job, 1));

        RunOrder order = RUNS.await(RunOrder.class, o -> o.jobId().equals(job));
        assertThat(order.attempt()).isEqualTo(1);

        ORCHESTRATOR.append(new JobStarted(job, 1, "worker-a", "run-1", Instant.now()));
        ORCHESTRATOR.append(new JobSucceeded(job, 1, List.of(), Instant.now()));
        CaptureBalance capture =
                COMMANDS.await(CaptureBalance.class, c -> c.jobId().equals(job));
        assertThat(capture.amount()).isEqualTo(Jobs.PRICE);

        ORCHESTRATOR.append(new BalanceCaptured(Jobs.ACCOUNT, job, Jobs.PRICE, Credits.ZERO));
        Orchestrator.await("an empty saga store", () -> ORCHESTRATOR.count("saga_entry") == 0);
        assertThat(ORCHESTRATOR.count("timer")).isZero();
        assertThat(ORCHESTRATOR.count("association_value_entry")).isZero();
    }
}
