package dev.atelier.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** Reads events that were stored in an older revision, by the upcasters that Axon has for them. */
final class OlderRevisions {
    private static final byte[] NO_METADATA = {'{', '}'};

    private final Serializer serializer;
    private final EventUpcaster upcasters;

    OlderRevisions(Serializer serializer, EventUpcaster upcasters) {
        this.serializer = serializer;
        this.upcasters = upcasters;
    }

    /**
     * The event as today's type.
     *
     * @throws IllegalStateException when the upcasters do not make one event of it
     * @throws org.axonframework.serialization.SerializationException when there is no upcaster for this revision
     */
    Object read(String name, int revision, byte[] json) {
        GenericDomainEventEntry<byte[]> stored = new GenericDomainEventEntry<>(
                "", "", 0, "", Instant.EPOCH, name, Integer.toString(revision), json, NO_METADATA);
        List<? extends EventMessage<?>> upcast = EventUtils.upcastAndDeserializeTrackedEvents(
                        Stream.of(new TrackedDomainEventData<>(LogToken.START, stored)), serializer, upcasters)
                .toList();
        if (upcast.size() != 1) {
            throw new IllegalStateException("revision " + revision + " of " + name + " became " + upcast.size()
                    + " events, and only one can be read here");
        }
        return upcast.getFirst().getPayload();
    }
}
