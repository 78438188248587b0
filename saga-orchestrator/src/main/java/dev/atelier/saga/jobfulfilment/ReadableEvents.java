package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.eventstore.StoredEvent;
import java.util.Optional;
import java.util.function.Predicate;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which events the saga may take in. It stands still before one that cannot be read, until an administrator has
 * let it go on without the event or another process, with a version that can read it, has taken over. So it does before
 * an event of a kind that this version does not know: the saga is never reset, and what it has passed by is lost to it.
 */
final class ReadableEvents {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private final Predicate<String> skips;
    private volatile @Nullable Unreadable unreadable;

    /** @param position 0 if the log did not say */
    record Unreadable(long position, String eventId, String reason) {}

    /** @param skips whether the saga may go on without the event of this id; asked about what cannot be read only */
    ReadableEvents(Predicate<String> skips) {
        this.skips = skips;
    }

    /** The event before which the saga stands, if there is one. */
    Optional<Unreadable> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    /** The event as it is to be taken in, or empty while the saga has to stand still before it. */
    Optional<TrackedEventMessage<?>> look(TrackedEventMessage<?> event) {
        try {
            read(event);
        } catch (RuntimeException e) {
            if (!skips.test(event.getIdentifier())) {
                standBefore(event, e);
                return Optional.empty();
            }
            LOG.warn("event {} is left out, as an administrator said", event.getIdentifier());
            goOn();
            return Optional.of(skipped(event));
        }
        goOn();
        return Optional.of(event);
    }

    /** The saga does not stand, or not in this process. */
    void goOn() {
        unreadable = null;
    }

    /** What the saga knows and does not follow is none of its business, whole or broken. */
    private static void read(TrackedEventMessage<?> event) {
        Class<?> type = event.getPayloadType();
        if (WireNames.ofEvent(type).isEmpty()) {
            throw new IllegalStateException("this version does not know the event " + name(event));
        }
        if (JobFulfilmentSaga.follows(type)) {
            event.getPayload();
        }
    }

    private static String name(TrackedEventMessage<?> event) {
        return event.getPayload() instanceof UnknownSerializedType unknown
                ? unknown.serializedType().getName()
                : event.getPayloadType().getName();
    }

    private void standBefore(TrackedEventMessage<?> event, RuntimeException reason) {
        if (unreadable == null) {
            LOG.error("the saga stands still before event {}, which cannot be read", event.getIdentifier(), reason);
        }
        long position = event.trackingToken().position().orElse(0);
        unreadable = new Unreadable(position, event.getIdentifier(), String.valueOf(reason.getMessage()));
    }

    /** Holds the event's place, so that the token moves on; nothing handles it. */
    private static TrackedEventMessage<?> skipped(TrackedEventMessage<?> event) {
        return new GenericTrackedEventMessage<>(
                event.trackingToken(),
                new GenericEventMessage<>(
                        event.getIdentifier(),
                        StoredEvent.Payload.SKIPPED,
                        MetaData.emptyInstance(),
                        event.getTimestamp()));
    }
}
