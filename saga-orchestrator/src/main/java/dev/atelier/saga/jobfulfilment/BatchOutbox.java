package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.saga.jobfulfilment.domain.Effect;
import dev.atelier.saga.outbound.JobInLog;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.runs.RunOrders;
import dev.atelier.saga.runs.UnbuildableOrderException;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the effects of an event into messages and timers of the batch that is in hand. */
final class BatchOutbox {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final RunOrders orders;
    private final Clock clock;
    private final RandomGenerator random;

    BatchOutbox(RunOrders orders, Clock clock, RandomGenerator random) {
        this.orders = orders;
        this.clock = clock;
        this.random = random;
    }

    /** @param cause id of the event that led to these effects */
    void add(List<Effect> effects, String cause) {
        BatchInHand batch = BatchInHand.current();
        effects.forEach(effect -> add(batch, effect, cause));
    }

    private void add(BatchInHand batch, Effect effect, String cause) {
        switch (effect) {
            case Effect.Tell tell -> batch.messages().add(Outgoing.command(tell.command(), cause));
            case Effect.Order order -> order(batch, order.job(), order.attempt(), cause);
            case Effect.CancelAttempt cancel -> cancel(batch, cancel, cause);
            case Effect.Start start -> batch.changes().timers().start(start.timeout(), start.due());
            case Effect.StartAfter start ->
                batch.changes().timers().start(start.timeout(), clock.instant().plus(start.after()));
            case Effect.Cancel cancel -> batch.changes().timers().cancel(cancel.jobId(), cancel.timeouts());
            case Effect.CancelAll cancel -> batch.changes().timers().cancelAll(cancel.jobId());
            case Effect.End end -> {
                batch.changes().timers().cancelAll(end.jobId());
                SagaLifecycle.end();
            }
        }
    }

    /** A run that cannot be described is a lost attempt: after the last one the job fails and the hold goes back. */
    private void order(BatchInHand batch, JobCreated job, int attempt, String cause) {
        try (JobInLog inLog = JobInLog.open(job.jobId(), attempt)) {
            try {
                batch.messages().add(Outgoing.order(orders.order(job, attempt), cause));
                LOG.info("ordered from pool {}", job.pool());
            } catch (UnbuildableOrderException e) {
                LOG.error("cannot be ordered: {}", e.getMessage());
                batch.messages().add(Outgoing.command(lost(job, attempt), cause));
            }
        }
    }

    private RecordFailure lost(JobCreated job, int attempt) {
        return new RecordFailure(
                job.jobId(), attempt, FailureReason.ATTEMPT_LOST, null, clock.instant(), random.nextDouble());
    }

    private static void cancel(BatchInHand batch, Effect.CancelAttempt cancel, String cause) {
        try (JobInLog inLog = JobInLog.open(cancel.jobId(), cancel.attempt())) {
            LOG.info("telling {} to stop", cancel.worker());
        }
        CancelRun message = new CancelRun(cancel.jobId(), cancel.attempt());
        batch.messages().add(Outgoing.cancel(message, cancel.worker(), cause));
    }
}
