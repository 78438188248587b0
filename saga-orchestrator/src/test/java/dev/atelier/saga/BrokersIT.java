package dev.atelier.saga;

import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.AmqpBroker;
import dev.atelier.servers.testing.TestBroker;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What brokers do differently: a message without a queue, which must hold up nothing. */
class BrokersIT {
    private final JobId job = new JobId(UUID.randomUUID());
    private final JobId another = new JobId(UUID.randomUUID());

    @ParameterizedTest
    @MethodSource("dev.atelier.servers.testing.TestServers#brokers")
    void a_cancel_reaches_its_worker_and_one_that_nobody_hears_holds_up_nothing(TestBroker kind) {
        AmqpBroker broker = kind.get();
        try (TheLog log = TheLog.create();
                Orchestrator orchestrator = Orchestrator.start(log, broker);
                Inbox runs = new Inbox(broker, Routes.runsQueue("image"));
                Inbox worker = Inbox.control(broker, "worker-b")) {
            log.append(Presets.inputless());
            log.append(Jobs.created(job), new JobQueued(job, 1));
            runs.await(job + "/1/run", 1);
            log.append(started(job, "worker-that-is-gone"), Jobs.cancelRequested(job, 1));
            log.append(Jobs.created(another), new JobQueued(another, 1));
            log.append(started(another, "worker-b"), Jobs.cancelRequested(another, 1));

            worker.await(CancelRun.class, new CancelRun(another, 1)::equals);
            Orchestrator.await(
                    "the cancel without a queue", () -> orchestrator.meter("atelier.saga.messages", "unroutable"));
        }
    }

    private static JobStarted started(JobId job, String worker) {
        return new JobStarted(job, 1, worker, "run", Instant.now());
    }
}
