package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventMultiUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was stored in an older shape is read in today's, wherever it is read. */
interface UpcastContract extends EngineContract {
    @Test
    default void an_older_shape_is_read_as_todays() {
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        append(jobs(stream, 0, 2));
        append(job(stream, 2, "another type stays as it is"));
        EventStorageEngine today = log().open(new LaterAttempts());

        for (List<? extends EventMessage<?>> read :
                List.of(EngineContract.stream(today, stream), EngineContract.after(today, head))) {
            assertThat(read.stream().map(UpcastContract::attempt)).containsExactly(101, 102, 1);
        }
    }

    @Test
    default void one_stored_event_may_be_read_as_two() {
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        append(jobs(stream, 0, 2));
        EventStorageEngine today = log().open(new TwoAttempts());

        var read = EngineContract.stream(today, stream);
        assertThat(read.stream().map(UpcastContract::attempt)).containsExactly(1, 101, 2, 102);
        assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 0L, 1L, 1L);
        var tracked = EngineContract.after(today, head);
        assertThat(tracked.stream().map(UpcastContract::attempt)).containsExactly(1, 101, 2, 102);
        assertThat(tracked.get(0).trackingToken()).isEqualTo(tracked.get(1).trackingToken());
        assertThat(EngineContract.after(today, tracked.get(1).trackingToken())).hasSize(2);
    }

    @Test
    default void what_is_read_as_nothing_does_not_stop_the_reader() {
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        append(jobs(stream, 0, 300));
        append(job(stream, 300, "seen"));
        EventStorageEngine today = log().open(new NoAttempts());

        assertThat(EngineContract.stream(today, stream))
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactly(300L);
        assertThat(EngineContract.after(today, head))
                .map(TrackedEventMessage::getPayload)
                .singleElement()
                .isInstanceOf(JobStarted.class);
    }

    private static int attempt(EventMessage<?> event) {
        return event.getPayload() instanceof JobQueued queued ? queued.attempt() : 1;
    }

    private static boolean isQueued(IntermediateEventRepresentation event) {
        return event.getType().getName().equals("job-queued");
    }

    private static IntermediateEventRepresentation later(IntermediateEventRepresentation event) {
        return event.upcastPayload(
                new SimpleSerializedType("job-queued", "1"),
                JsonNode.class,
                json -> ((ObjectNode) json).put("attempt", json.get("attempt").asInt() + 100));
    }

    /** One to one. */
    final class LaterAttempts extends SingleEventUpcaster {
        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return isQueued(event);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return later(event);
        }
    }

    /** One to two. */
    final class TwoAttempts extends EventMultiUpcaster {
        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return isQueued(event);
        }

        @Override
        protected Stream<IntermediateEventRepresentation> doUpcast(IntermediateEventRepresentation event) {
            return Stream.of(event, later(event));
        }
    }

    /** One to none. */
    final class NoAttempts extends EventMultiUpcaster {
        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return isQueued(event);
        }

        @Override
        protected Stream<IntermediateEventRepresentation> doUpcast(IntermediateEventRepresentation event) {
            return Stream.empty();
        }
    }
}
