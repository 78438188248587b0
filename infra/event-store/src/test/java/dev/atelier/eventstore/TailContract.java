package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.at;
import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;

/** Whoever reads on from a token sees every event after it, once and in order, whoever appends meanwhile. */
interface TailContract extends EngineContract {
    @Test
    default void the_tail_token_and_no_token_are_before_everything() {
        append(jobs(newJob(), 0, 2));

        assertThat(ids(after(engine().createTailToken())))
                .isEqualTo(ids(after(null)))
                .isNotEmpty();
    }

    @Test
    default void the_head_token_is_behind_everything() {
        append(jobs(newJob(), 0, 2));
        TrackingToken head = engine().createHeadToken();
        assertThat(after(head)).isEmpty();

        var later = jobs(newJob(), 0, 2);
        append(later);
        assertThat(ids(after(head))).isEqualTo(ids(later));
    }

    @Test
    default void reading_goes_on_behind_any_event() {
        TrackingToken head = engine().createHeadToken();
        append(jobs(newJob(), 0, 3));
        append(jobs(newJob(), 0, 3));
        var all = after(head);

        for (int i = 0; i < all.size(); i++) {
            assertThat(ids(after(all.get(i).trackingToken()))).isEqualTo(ids(all.subList(i + 1, all.size())));
        }
    }

    @Test
    default void a_large_backlog_comes_whole() {
        TrackingToken head = engine().createHeadToken();
        List<String> expected = new ArrayList<>();
        for (int unit = 0; unit < 40; unit++) {
            var events = jobs(newJob(), 0, 1 + unit);
            append(events);
            expected.addAll(ids(events));
        }

        assertThat(ids(after(head))).isEqualTo(expected);
    }

    @Test
    default void readers_keep_up_with_writers_that_run_at_once_also_when_one_is_slow() throws Exception {
        int writers = 4;
        int units = 25;
        TrackingToken head = engine().createHeadToken();
        List<TailReader> readers = new ArrayList<>(List.of(new TailReader(engine(), head)));
        List<Thread> running;
        Appending slow;
        try (HeldAppends held = HeldAppends.hold(log())) {
            slow = Appending.start(log().open(), jobs(HeldAppends.newStream(), 0, 2));
            held.awaitHeld();
            running = IntStream.range(0, writers)
                    .mapToObj(i -> Thread.startVirtualThread(() -> write(log().open(), units)))
                    .toList();
            await().until(() -> held.waiting() > 1 || readers.getFirst().readOn() > 0);
        }
        do {
            readers.forEach(TailReader::readOn);
            readers.add(new TailReader(engine(), engine().createHeadToken()));
        } while (running.stream().anyMatch(Thread::isAlive));
        slow.awaitSuccess();
        readers.forEach(TailReader::readOn);

        List<String> all = ids(after(head));
        assertThat(all).hasSize(2 + 2 * writers * units);
        assertThat(ids(readers.getFirst().seen())).isEqualTo(all);
        for (TailReader reader : readers) {
            assertThat(ids(reader.seen()))
                    .isEqualTo(all.subList(all.size() - reader.seen().size(), all.size()));
        }
    }

    private static void write(EventStorageEngine engine, int units) {
        for (int unit = 0; unit < units; unit++) {
            engine.appendEvents(jobs(newJob(), 0, 2));
        }
    }

    @Test
    default void an_event_that_is_committed_late_is_not_missed() throws Exception {
        seesALateCommit(Instant.now(), engine().createHeadToken());
    }

    @Test
    default void an_event_that_is_committed_late_is_not_missed_though_the_writers_clocks_are_slow() throws Exception {
        seesALateCommit(Instant.now().minus(Duration.ofHours(1)), engine().createHeadToken());
    }

    private void seesALateCommit(Instant clock, TrackingToken head) throws Exception {
        DomainEventMessage<?> late = at(clock, job(HeldAppends.newStream(), 0));
        DomainEventMessage<?> early = at(clock, job(newJob(), 0));
        TailReader reader = new TailReader(engine(), head);
        try (HeldAppends held = HeldAppends.hold(log())) {
            Appending slow = Appending.start(engine(), List.of(late));
            held.awaitHeld();
            Appending fast = Appending.start(log().open(), List.of(early));
            await().until(() -> fast.hasEnded() || held.waiting() > 1);
            reader.readOn();
            held.close();
            slow.awaitSuccess();
            fast.awaitSuccess();
        }
        reader.readOn();

        assertThat(ids(reader.seen())).containsExactlyInAnyOrder(late.getIdentifier(), early.getIdentifier());
    }

    @Test
    default void a_head_token_that_is_taken_while_an_append_is_in_flight_misses_nothing() throws Exception {
        DomainEventMessage<?> late = job(HeldAppends.newStream(), 0);
        DomainEventMessage<?> early = job(newJob(), 0);
        TrackingToken head;
        try (HeldAppends held = HeldAppends.hold(log())) {
            Appending slow = Appending.start(engine(), List.of(late));
            held.awaitHeld();
            Appending fast = Appending.start(log().open(), List.of(early));
            await().until(() -> fast.hasEnded() || held.waiting() > 1);
            head = engine().createHeadToken();
            held.close();
            slow.awaitSuccess();
            fast.awaitSuccess();
        }

        assertThat(ids(after(head))).contains(late.getIdentifier());
    }

    @Test
    default void recorded_time_never_decreases_though_a_writers_clock_steps_back() {
        Instant now = Instant.now();
        TrackingToken head = engine().createHeadToken();
        append(at(now, job(newJob(), 0)));
        append(at(now.minusSeconds(3600), job(newJob(), 0)));
        append(at(now.plusSeconds(3600), job(newJob(), 0)), at(now, job(newJob(), 0)));

        assertThat(after(head)).extracting(TrackedEventMessage::getTimestamp).isSorted();
    }

    @Test
    default void a_token_at_a_time_is_just_before_the_first_event_of_that_time_whatever_the_writers_clocks_say() {
        Instant before = Instant.now().minus(Duration.ofDays(1));
        append(at(Instant.now().plus(Duration.ofHours(1)), job(newJob(), 0)));
        TrackingToken head = engine().createHeadToken();
        append(job(newJob(), 0));
        append(jobs(newJob(), 0, 2));
        var later = after(head);

        for (TrackedEventMessage<?> event : later) {
            List<String> expected = ids(later.stream()
                    .dropWhile(each -> each.getTimestamp().isBefore(event.getTimestamp()))
                    .toList());
            assertThat(ids(after(engine().createTokenAt(event.getTimestamp()))))
                    .endsWith(expected.toArray(String[]::new));
            assertThat(ids(after(engine().createTokenAt(event.getTimestamp().plusMillis(1)))))
                    .doesNotContain(event.getIdentifier());
        }
        assertThat(ids(after(engine().createTokenAt(before)))).isEqualTo(ids(after(null)));
        assertThat(after(engine().createTokenAt(Instant.now().plus(Duration.ofDays(1)))))
                .isEmpty();
    }
}
