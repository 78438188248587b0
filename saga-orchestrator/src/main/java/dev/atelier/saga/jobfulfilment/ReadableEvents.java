package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.Skips;
import dev.atelier.saga.outbound.StopSignal;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands still at an event that cannot be read, until an administrator has let the saga go on without it or another
 * process, with a version that can read it, has taken over. Nothing of the batch is committed meanwhile.
 */
final class ReadableEvents implements MessageHandlerInterceptor<EventMessage<?>> {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(4);

    private final Skips skips;
    private final StopSignal stop;
    private final Runnable keepClaim;
    private volatile @Nullable Unreadable unreadable;

    /** @param position 0 if the log did not say */
    record Unreadable(long position, String eventId, String reason) {}

    /** @param keepClaim called while it stands; what it throws ends the batch */
    ReadableEvents(Skips skips, StopSignal stop, Runnable keepClaim) {
        this.skips = skips;
        this.stop = stop;
        this.keepClaim = keepClaim;
    }

    /** The event at which the saga stands, if there is one. */
    Optional<Unreadable> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        return isToBeHandled(unit.getMessage()) ? chain.proceed() : null;
    }

    private boolean isToBeHandled(EventMessage<?> event) {
        try {
            Duration pause = PAUSE_MIN;
            while (!isReadable(event)) {
                if (skips.isSkipped(Processor.JOB_FULFILMENT, event.getIdentifier())) {
                    LOG.warn("event {} is left out, as an administrator said", event.getIdentifier());
                    return false;
                }
                stop.pause(pause);
                keepClaim.run();
                pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
            }
            return true;
        } finally {
            unreadable = null;
        }
    }

    private boolean isReadable(EventMessage<?> event) {
        try {
            event.getPayload();
            return true;
        } catch (RuntimeException e) {
            standAt(event, e);
            return false;
        }
    }

    private void standAt(EventMessage<?> event, RuntimeException reason) {
        if (unreadable == null) {
            LOG.error("the saga stands still: event {} cannot be read", event.getIdentifier(), reason);
        }
        long position = event instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position().orElse(0)
                : 0;
        unreadable = new Unreadable(position, event.getIdentifier(), String.valueOf(reason.getMessage()));
    }
}
