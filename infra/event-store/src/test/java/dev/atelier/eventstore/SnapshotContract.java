package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A stream has one snapshot at most, the newest. */
interface SnapshotContract extends EngineContract {
    @Test
    default void a_stream_has_no_snapshot_at_first() {
        assertThat(engine().readSnapshot(newJob())).isEmpty();
    }

    @Test
    default void a_snapshot_comes_back() {
        String stream = newJob();
        DomainEventMessage<?> snapshot = job(stream, 4);
        engine().storeSnapshot(snapshot);

        DomainEventMessage<?> read = engine().readSnapshot(stream).orElseThrow();
        assertThat(read.getSequenceNumber()).isEqualTo(4);
        assertThat(read.getType()).isEqualTo("job");
        assertThat(read.getPayload()).isEqualTo(snapshot.getPayload());
    }

    @Test
    default void a_newer_snapshot_replaces_an_older_one() {
        String stream = newJob();
        engine().storeSnapshot(job(stream, 4));
        engine().storeSnapshot(job(stream, 9));

        assertThat(engine().readSnapshot(stream))
                .map(DomainEventMessage::getSequenceNumber)
                .hasValue(9L);
        assertThat(rows(stream)).isEqualTo(1);
    }

    @Test
    default void the_same_snapshot_may_be_stored_twice() {
        String stream = newJob();
        engine().storeSnapshot(job(stream, 4));
        engine().storeSnapshot(job(stream, 4));

        assertThat(rows(stream)).isEqualTo(1);
    }

    /** Two replicas take snapshots of one aggregate, and the slower one is late. */
    @Test
    default void an_older_snapshot_never_replaces_a_newer_one() {
        String stream = newJob();
        engine().storeSnapshot(job(stream, 9));
        engine().storeSnapshot(job(stream, 4));

        assertThat(engine().readSnapshot(stream))
                .map(DomainEventMessage::getSequenceNumber)
                .hasValue(9L);
        assertThat(rows(stream)).isEqualTo(1);
    }

    @Test
    default void a_snapshot_is_no_event() {
        TrackingToken head = engine().createHeadToken();
        String stream = newJob();
        engine().storeSnapshot(job(stream, 4));

        assertThat(after(head)).isEmpty();
        assertThat(engine().lastSequenceNumberFor(stream)).isEmpty();
    }

    private long rows(String stream) {
        Long rows = new JdbcTemplate(log().outside())
                .queryForObject(
                        "select count(*) from " + log().snapshotTable() + " where " + log().streamColumn() + " = ?",
                        Long.class,
                        stream);
        return rows == null ? 0 : rows;
    }
}
