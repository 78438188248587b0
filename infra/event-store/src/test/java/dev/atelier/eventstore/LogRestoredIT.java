package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** PostgreSQL was replaced by a copy that has not seen the newest events: whoever has seen them is told. */
class LogRestoredIT {
    private static final int LIMIT_SECONDS = 30;

    private final PostgresLog log = PostgresLog.create();
    private final EventStorageEngine engine = log.open();
    private final JdbcTemplate jdbc = new JdbcTemplate(log.outside());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_token_that_is_ahead_of_the_restored_log_is_refused() {
        engine.appendEvents(jobs(newJob(), 0, 5));
        LogToken head = (LogToken) engine.createHeadToken();
        restoreTo(3);

        assertThatThrownBy(() -> stream(head)).isInstanceOf(LogRestoredException.class);
        engine.appendEvents(jobs(newJob(), 0, 5));
        assertThatThrownBy(() -> stream(head))
                .as("also with other events in its place")
                .isInstanceOf(LogRestoredException.class);
    }

    @Test
    void a_token_that_is_not_ahead_goes_on() throws Exception {
        engine.appendEvents(jobs(newJob(), 0, 3));
        LogToken head = (LogToken) engine.createHeadToken();
        engine.appendEvents(jobs(newJob(), 0, 5));
        restoreTo(3);
        var next = job(newJob(), 0);
        engine.appendEvents(next);

        TrackingEventStream stream = stream(head);
        assertThat(stream.hasNextAvailable(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.nextAvailable().getIdentifier()).isEqualTo(next.getIdentifier());
    }

    /** A fail-over to a standby that was a little behind may take less time than a pool waits for a connection. */
    @Test
    void a_stream_that_was_open_meanwhile_ends_instead_of_going_on_behind_a_gap() throws Exception {
        TrackingEventStream stream = stream(null);
        engine.appendEvents(jobs(newJob(), 0, 5));
        for (int i = 0; i < 5; i++) {
            assertThat(stream.hasNextAvailable(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            stream.nextAvailable();
        }
        restoreTo(3);
        engine.appendEvents(jobs(newJob(), 0, 7));

        assertThatThrownBy(() -> stream.hasNextAvailable(LIMIT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(LogRestoredException.class);
    }

    private TrackingEventStream stream(@Nullable LogToken token) {
        return (TrackingEventStream) log.store(engine).openStream(token);
    }

    /** The connections stay: a pool replaces those that broke, and nobody hears of it. */
    private void restoreTo(long position) {
        jdbc.execute("alter table event disable trigger all");
        jdbc.update("delete from event where position > ?", position);
        jdbc.execute("alter table event enable trigger all");
        jdbc.execute("alter table event alter column position restart with " + (position + 1));
    }
}
