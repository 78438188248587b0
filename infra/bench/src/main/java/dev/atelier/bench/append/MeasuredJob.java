package dev.atelier.bench.append;

import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The aggregate of the append part, the same on every engine: its creation stores two events, each of its three steps
 * one. The events are contract events of 250 bytes as JSON.
 */
@AggregateRoot(type = "job")
final class MeasuredJob {
    static final int STEPS = 3;
    private static final int PADDING = 129;

    record Create(@TargetAggregateIdentifier String job, Instant at) {}

    record Step(@TargetAggregateIdentifier String job, int number, Instant at) {}

    @AggregateIdentifier
    private @Nullable String job;

    private int events;

    /** For Axon, which folds the events into it. */
    MeasuredJob() {}

    @CommandHandler
    MeasuredJob(Create command) {
        AggregateLifecycle.apply(event(command.job(), 0, command.at()));
        AggregateLifecycle.apply(event(command.job(), 1, command.at()));
    }

    @CommandHandler
    void on(Step command) {
        if (events != command.number() + 1) {
            throw new IllegalStateException("a lost or repeated event: " + events + " before " + command);
        }
        AggregateLifecycle.apply(event(Objects.requireNonNull(job), command.number() + 1, command.at()));
    }

    @EventSourcingHandler
    void on(ResultDelivered event) {
        job = event.jobId().toString();
        events++;
    }

    static ResultDelivered event(String job, int number, Instant at) {
        return new ResultDelivered(JobId.parse(job), "bench", number + "x".repeat(PADDING - 1), at);
    }
}
