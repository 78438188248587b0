package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.saga.jobfulfilment.domain.Effect;
import dev.atelier.saga.outbound.JobInLog;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.runs.RunOrders;
import dev.atelier.saga.runs.UnbuildableOrderException;
import dev.atelier.saga.timers.Alarm;
import dev.atelier.saga.timers.TimerChanges;
import dev.atelier.saga.timers.Timers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the effects of a batch of events. Before the batch commits, its messages are published and confirmed; then
 * saga, timers and token are committed together. So everything is sent at least once.
 */
final class BatchOutbox {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");
    private static final String RESOURCE = BatchOutbox.class.getName();

    private final RunOrders orders;
    private final Sender sender;
    private final Timers timers;
    private final Alarm alarm;
    private final Clock clock;
    private final RandomGenerator random;

    BatchOutbox(RunOrders orders, Sender sender, Timers timers, Alarm alarm, Clock clock, RandomGenerator random) {
        this.orders = orders;
        this.sender = sender;
        this.timers = timers;
        this.alarm = alarm;
        this.clock = clock;
        this.random = random;
    }

    private record Batch(List<Outgoing> messages, TimerChanges timers) {}

    /** @param cause id of the event that led to these effects */
    void add(List<Effect> effects, String cause) {
        Batch batch = current();
        effects.forEach(effect -> add(batch, effect, cause));
    }

    private Batch current() {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        return unit.getOrComputeResource(RESOURCE, key -> {
            Batch batch = new Batch(new ArrayList<>(), new TimerChanges());
            unit.onPrepareCommit(u -> {
                sender.sendUntilConfirmed(batch.messages());
                timers.write(batch.timers());
            });
            unit.afterCommit(u -> batch.timers().earliest().ifPresent(alarm::wakeBy));
            return batch;
        });
    }

    private void add(Batch batch, Effect effect, String cause) {
        switch (effect) {
            case Effect.Tell tell -> batch.messages().add(Outgoing.command(tell.command(), cause));
            case Effect.Order order -> order(batch, order.job(), order.attempt(), cause);
            case Effect.CancelAttempt cancel -> cancel(batch, cancel, cause);
            case Effect.Start start -> batch.timers().start(start.timeout(), start.due());
            case Effect.StartAfter start ->
                batch.timers().start(start.timeout(), clock.instant().plus(start.after()));
            case Effect.Cancel cancel -> batch.timers().cancel(cancel.jobId(), cancel.timeouts());
            case Effect.CancelAll cancel -> batch.timers().cancelAll(cancel.jobId());
            case Effect.End end -> {
                batch.timers().cancelAll(end.jobId());
                SagaLifecycle.end();
            }
        }
    }

    /** A run that cannot be described is a lost attempt: after the last one the job fails and the hold goes back. */
    private void order(Batch batch, JobCreated job, int attempt, String cause) {
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

    private static void cancel(Batch batch, Effect.CancelAttempt cancel, String cause) {
        try (JobInLog inLog = JobInLog.open(cancel.jobId(), cancel.attempt())) {
            LOG.info("telling {} to stop", cancel.worker());
        }
        CancelRun message = new CancelRun(cancel.jobId(), cancel.attempt());
        batch.messages().add(Outgoing.cancel(message, cancel.worker(), cause));
    }
}
