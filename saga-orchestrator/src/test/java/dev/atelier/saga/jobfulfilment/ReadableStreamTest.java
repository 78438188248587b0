package dev.atelier.saga.jobfulfilment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.preset.PresetEvent.PresetRetired;
import dev.atelier.eventstore.LogToken;
import dev.atelier.eventstore.StoredEvent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.junit.jupiter.api.Test;

class ReadableStreamTest {
    private static final JobQueued QUEUED = new JobQueued(new JobId(new UUID(2, 1)), 1);

    private final Log log = new Log();
    private final Set<String> skipped = new HashSet<>();
    private final ReadableEvents events = new ReadableEvents(skipped::contains);
    private final ReadableStream stream = new ReadableStream(log, events);

    /** Events that are there already. */
    private static final class Log implements BlockingStream<TrackedEventMessage<?>> {
        private final Queue<TrackedEventMessage<?>> events = new ArrayDeque<>();
        private int position;

        TrackedEventMessage<?> append(Object payload) {
            TrackedEventMessage<?> event = new GenericTrackedEventMessage<>(next(), event(payload));
            events.add(event);
            return event;
        }

        TrackedEventMessage<?> appendBroken(Class<?> type) {
            TrackedEventMessage<?> event = new GenericTrackedEventMessage<>(next(), event("")) {
                @Override
                @SuppressWarnings("unchecked") // a broken payload has a type only
                public Class<String> getPayloadType() {
                    return (Class<String>) type;
                }

                @Override
                public String getPayload() {
                    throw new SerializationException("broken");
                }
            };
            events.add(event);
            return event;
        }

        private LogToken next() {
            position++;
            return new LogToken(position, new UUID(7, position).toString());
        }

        private static <T> GenericEventMessage<T> event(T payload) {
            return new GenericEventMessage<>(payload);
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.ofNullable(events.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return !events.isEmpty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            return events.remove();
        }

        @Override
        public void close() {
            events.clear();
        }
    }

    private void standsBefore(TrackedEventMessage<?> event) {
        assertThat(stream.peek()).isEmpty();
        assertThat(stream.hasNextAvailable()).isFalse();
        assertThat(events.unreadable())
                .hasValueSatisfying(at -> assertThat(at.eventId()).isEqualTo(event.getIdentifier()));
    }

    @Test
    void what_comes_before_an_event_that_cannot_be_read_is_taken_in() throws InterruptedException {
        TrackedEventMessage<?> good = log.append(QUEUED);
        TrackedEventMessage<?> broken = log.appendBroken(JobQueued.class);

        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(stream.nextAvailable()).isSameAs(good);
        standsBefore(broken);
    }

    @Test
    void an_event_of_an_unknown_kind_is_no_less_in_the_way() {
        standsBefore(log.append("from the future"));
        assertThat(events.unreadable())
                .hasValueSatisfying(at -> assertThat(at.reason()).contains("does not know"));
    }

    @Test
    void what_was_skipped_is_taken_in_as_nothing() throws InterruptedException {
        TrackedEventMessage<?> broken = log.appendBroken(JobQueued.class);
        TrackedEventMessage<?> good = log.append(QUEUED);
        standsBefore(broken);

        skipped.add(broken.getIdentifier());
        TrackedEventMessage<?> place = stream.nextAvailable();
        assertThat(place.getPayload()).isEqualTo(StoredEvent.Payload.SKIPPED);
        assertThat(place.trackingToken()).isEqualTo(broken.trackingToken());
        assertThat(events.unreadable()).isEmpty();
        assertThat(stream.nextAvailable()).isSameAs(good);
    }

    @Test
    void what_the_saga_does_not_follow_may_be_broken() throws InterruptedException {
        TrackedEventMessage<?> broken = log.appendBroken(PresetRetired.class);

        assertThat(stream.nextAvailable()).isSameAs(broken);
    }

    @Test
    void a_process_that_gives_the_segment_away_stands_no_more() {
        standsBefore(log.append("from the future"));
        stream.close();

        assertThat(events.unreadable()).isEmpty();
    }
}
