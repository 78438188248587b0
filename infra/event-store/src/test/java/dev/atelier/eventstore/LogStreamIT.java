package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a processor gets from the event store: every event once, soon, and nothing from a log that is not its own. */
class LogStreamIT {
    private static final int LIMIT_SECONDS = 60;

    private final PostgresLog log = PostgresLog.create();
    private final EventStorageEngine here = log.open();
    private final EventStorageEngine elsewhere = log.open();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void events_of_this_process_and_of_others_come_in_order() throws Exception {
        TrackingEventStream stream = stream(null);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var unit = jobs(newJob(), 0, 1 + i);
            (i % 2 == 0 ? here : elsewhere).appendEvents(unit);
            expected.addAll(ids(unit));
        }
        assertThat(ids(take(stream, expected.size()))).isEqualTo(expected);
        assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void a_backlog_that_nobody_remembers_any_more_flows_into_what_is_new() throws Exception {
        List<String> expected = new ArrayList<>();
        TrackingEventStream caughtUp = stream(null);
        for (int i = 0; i < 5; i++) {
            var unit = jobs(newJob(), 0, 2_000);
            elsewhere.appendEvents(unit);
            expected.addAll(ids(unit));
        }
        assertThat(ids(take(caughtUp, expected.size()))).isEqualTo(expected);

        TrackingEventStream late = stream(null);
        assertThat(ids(take(late, 1_500))).isEqualTo(expected.subList(0, 1_500));
        var last = jobs(newJob(), 0, 3);
        elsewhere.appendEvents(last);
        expected.addAll(ids(last));
        assertThat(ids(take(late, expected.size() - 1_500))).isEqualTo(expected.subList(1_500, expected.size()));
    }

    @Test
    void a_processor_that_waits_is_woken_by_another_process() throws Exception {
        TrackingEventStream stream = stream(null);
        Semaphore woken = new Semaphore(0);
        assertThat(stream.setOnAvailableCallback(woken::release)).isTrue();
        for (int i = 0; i < 3; i++) {
            woken.drainPermits();
            elsewhere.appendEvents(job(newJob(), 0));
            while (!stream.hasNextAvailable(0, TimeUnit.SECONDS)) {
                assertThat(woken.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
            take(stream, 1);
        }
        stream.close();
    }

    @Test
    void a_reader_that_stands_still_holds_up_neither_writers_nor_other_readers() throws Exception {
        elsewhere.appendEvents(job(newJob(), 0));
        TrackingEventStream standing = stream(null);
        take(standing, 1);
        try (Connection outside = log.outside().getConnection();
                Statement statement = outside.createStatement()) {
            outside.setAutoCommit(false);
            statement.execute("declare slow cursor for select * from event");
            statement.execute("fetch 1 from slow");

            TrackingEventStream other = stream(null);
            for (int i = 0; i < 30; i++) {
                here.appendEvents(jobs(newJob(), 0, 500));
            }
            assertThat(take(other, 15_001)).hasSize(15_001);
        }
        assertThat(ids(take(standing, 15_000))).doesNotHaveDuplicates();
    }

    @Test
    void a_token_of_another_log_is_refused() {
        here.appendEvents(jobs(newJob(), 0, 3));
        LogToken head = (LogToken) here.createHeadToken();

        stream(head).close();
        LogToken foreign = new LogToken(head.index(), UUID.randomUUID().toString());
        assertThatThrownBy(() -> stream(foreign)).isInstanceOf(LogRestoredException.class);
        LogToken beyond = new LogToken(head.index() + 10, head.eventId());
        assertThatThrownBy(() -> stream(beyond)).isInstanceOf(LogRestoredException.class);
    }

    /** A server whose clock steps back goes on with the time of its newest event. */
    @Test
    void recorded_time_stands_still_when_the_servers_clock_steps_back() {
        here.appendEvents(job(newJob(), 0));
        Instant ahead = Instant.now().plusSeconds(3600);
        new JdbcTemplate(log.outside())
                .queryForObject(
                        "select setval('event_clock', ?)",
                        Long.class,
                        TimeUnit.SECONDS.toMicros(ahead.getEpochSecond()));
        TrackingToken before = here.createHeadToken();
        here.appendEvents(job(newJob(), 0));
        elsewhere.appendEvents(job(newJob(), 0));

        assertThat(EngineContract.after(here, null))
                .extracting(TrackedEventMessage::getTimestamp)
                .isSorted()
                .last()
                .isEqualTo(Instant.ofEpochSecond(ahead.getEpochSecond()));
        assertThat(here.createTokenAt(Instant.now().plusSeconds(1800))).isEqualTo(before);
    }

    @Test
    void an_event_that_cannot_be_read_stops_nobody_who_does_not_need_it() throws Exception {
        here.appendEvents(job(newJob(), 0));
        new JdbcTemplate(log.outside()).update("""
                insert into event
                    (stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata)
                values ('strange', 0, 'job', gen_random_uuid(), now(), 'never-heard-of', 1, '{}', '{}'),
                       ('strange', 1, 'job', gen_random_uuid(), now(), 'job-queued', 1, '[]', '{}')
                """);
        var last = job(newJob(), 0);
        elsewhere.appendEvents(last);

        List<TrackedEventMessage<?>> seen = take(stream(null), 4);
        assertThat(seen.getLast().getPayload()).isEqualTo(last.getPayload());
        assertThatThrownBy(() -> seen.get(2).getPayload()).isInstanceOf(RuntimeException.class);
        assertThat(ids(EngineContract.after(here, null))).isEqualTo(ids(seen));
    }

    private TrackingEventStream stream(@Nullable TrackingToken token) {
        return (TrackingEventStream) log.store(here).openStream(token);
    }

    private static List<TrackedEventMessage<?>> take(TrackingEventStream stream, int count)
            throws InterruptedException {
        List<TrackedEventMessage<?>> taken = new ArrayList<>();
        while (taken.size() < count && stream.hasNextAvailable(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            taken.add(stream.nextAvailable());
        }
        return taken;
    }
}
