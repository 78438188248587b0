package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.run.CancelRun;
import dev.atelier.saga.jobfulfilment.domain.Effect;
import dev.atelier.saga.outbound.JobInLog;
import dev.atelier.saga.outbound.Outgoing;
import java.time.Clock;
import java.util.List;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the effects of an event into messages and timers of the batch that is in hand. */
final class BatchOutbox {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final Clock clock;

    BatchOutbox(Clock clock) {
        this.clock = clock;
    }

    /** @param cause id of the event that led to these effects */
    void add(List<Effect> effects, String cause) {
        BatchInHand batch = BatchInHand.current();
        effects.forEach(effect -> add(batch, effect, cause));
    }

    private void add(BatchInHand batch, Effect effect, String cause) {
        switch (effect) {
            case Effect.Tell tell -> batch.messages().add(Outgoing.command(tell.command(), cause));
            case Effect.Order _ -> {
                // Who waits follows from what is stored of the job, and the waiting line is told of that.
            }
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

    private static void cancel(BatchInHand batch, Effect.CancelAttempt cancel, String cause) {
        try (JobInLog inLog = JobInLog.open(cancel.jobId(), cancel.attempt())) {
            LOG.info("telling {} to stop", cancel.worker());
        }
        CancelRun message = new CancelRun(cancel.jobId(), cancel.attempt());
        batch.messages().add(Outgoing.cancel(message, cancel.worker(), cause));
    }
}
