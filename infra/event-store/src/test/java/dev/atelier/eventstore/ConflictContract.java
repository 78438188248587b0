package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.account;
import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.inCapitals;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newAccount;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.common.AxonException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** Who came second is told so, by the stream that it happened in; nobody else notices. */
interface ConflictContract extends EngineContract {
    @Test
    default void a_stream_is_created_once() {
        String stream = newJob();
        append(job(stream, 0));

        assertThatThrownBy(() -> append(job(stream, 0))).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(stream(stream)).hasSize(1);
    }

    @Test
    default void an_append_behind_the_end_of_a_stream_lost_a_race() {
        String stream = newJob();
        append(jobs(stream, 0, 2));

        assertThatThrownBy(() -> append(job(stream, 1))).isInstanceOf(ConcurrencyException.class);
        assertThat(stream(stream)).hasSize(2);
    }

    @Test
    default void a_second_job_is_told_though_the_accounts_event_comes_first() {
        String account = newAccount();
        String job = newJob();
        append(account(account, 0), job(job, 0));

        assertThatThrownBy(() -> append(account(account, 1), job(job, 0)))
                .isInstanceOf(AggregateStreamCreationException.class)
                .hasMessageContaining(job);
    }

    @Test
    default void a_race_for_the_account_is_told_though_a_new_job_comes_first() {
        String account = newAccount();
        append(account(account, 0), account(account, 1));

        assertThatThrownBy(() -> append(job(newJob(), 0), account(account, 1)))
                .isInstanceOf(ConcurrencyException.class);
    }

    /** The existing job is the answer; a retry of the race would find it anyway. */
    @Test
    default void of_two_conflicts_the_creation_is_told() {
        String account = newAccount();
        String job = newJob();
        append(account(account, 0), account(account, 1));
        append(job(job, 0));

        assertThatThrownBy(() -> append(account(account, 1), job(job, 0)))
                .isInstanceOf(AggregateStreamCreationException.class)
                .hasMessageContaining(job);
    }

    @Test
    default void a_unit_that_names_one_place_twice_is_refused_whole_and_alone() throws Exception {
        String stream = newJob();
        List<Appending> neighbours = new ArrayList<>();
        Appending refused;
        try (HeldAppends held = HeldAppends.hold(log())) {
            neighbours.add(Appending.start(engine(), List.of(job(HeldAppends.newStream(), 0))));
            held.awaitHeld();
            neighbours.add(Appending.start(engine(), List.of(job(newJob(), 0))));
            refused = Appending.start(engine(), List.of(job(stream, 0), job(stream, 1), job(stream, 1)));
            neighbours.add(Appending.start(engine(), List.of(job(newJob(), 0))));
        }

        assertThat(refused.awaitFailure()).isInstanceOf(RuntimeException.class);
        neighbours.forEach(Appending::awaitSuccess);
        assertThat(stream(stream)).isEmpty();
    }

    @Test
    default void the_same_events_again_are_a_success_once() {
        String stream = newJob();
        String other = newAccount();
        TrackingToken head = engine().createHeadToken();
        List<? extends DomainEventMessage<?>> unit = List.of(job(stream, 0), account(other, 0), job(stream, 1));
        append(unit);

        assertThatCode(() -> append(unit)).doesNotThrowAnyException();
        append(job(stream, 2));
        assertThatCode(() -> append(unit)).as("and later").doesNotThrowAnyException();
        assertThat(ids(after(head)))
                .startsWith(ids(unit).toArray(String[]::new))
                .hasSize(4);
    }

    @Test
    default void the_same_event_again_is_a_success_also_where_its_id_is_spelled_in_capitals() {
        String stream = newJob();
        DomainEventMessage<?> event = inCapitals(job(stream, 0));
        append(event);

        assertThatCode(() -> append(event)).doesNotThrowAnyException();
        assertThat(stream(stream)).hasSize(1);
    }

    @Test
    default void the_same_place_under_another_id_is_a_conflict_also_beside_events_of_ones_own() {
        String stream = newJob();
        DomainEventMessage<?> own = job(stream, 0);
        append(own, job(stream, 1));

        assertThatThrownBy(() -> append(own, job(stream, 1))).isInstanceOf(ConcurrencyException.class);
        assertThat(stream(stream)).hasSize(2);
    }

    /** A unit is stored whole, so this is no append whose outcome was unknown; a yes would lose the other event. */
    @Test
    default void a_unit_of_which_a_part_is_there_is_no_success() {
        String stream = newJob();
        DomainEventMessage<?> own = job(stream, 0);
        append(own);

        assertThatThrownBy(() -> append(own, job(stream, 1))).isInstanceOf(AxonException.class);
        assertThat(stream(stream)).hasSize(1);
    }

    @Test
    default void a_conflicting_unit_fails_alone_among_those_that_are_appended_together() throws Exception {
        String taken = newJob();
        append(job(taken, 0), job(taken, 1));
        List<List<? extends DomainEventMessage<?>>> good = new ArrayList<>();
        List<Appending> conflicting = new ArrayList<>();
        List<Appending> neighbours = new ArrayList<>();
        TrackingToken head = engine().createHeadToken();
        try (HeldAppends held = HeldAppends.hold(log())) {
            Appending first = Appending.start(engine(), List.of(job(HeldAppends.newStream(), 0)));
            held.awaitHeld();
            for (int i = 0; i < 4; i++) {
                var unit = List.of(account(newAccount(), 0), job(newJob(), 0));
                good.add(unit);
                neighbours.add(Appending.start(engine(), unit));
                conflicting.add(Appending.start(engine(), List.of(account(newAccount(), 0), job(taken, i % 2))));
            }
            neighbours.add(first);
        }

        neighbours.forEach(Appending::awaitSuccess);
        for (int i = 0; i < conflicting.size(); i++) {
            assertThat(conflicting.get(i).awaitFailure())
                    .isInstanceOf(i % 2 == 0 ? AggregateStreamCreationException.class : ConcurrencyException.class);
        }
        List<String> expected =
                good.stream().flatMap(unit -> ids(unit).stream()).toList();
        assertThat(ids(after(head))).containsAll(expected).hasSize(expected.size() + 1);
    }

    @Test
    default void a_unit_that_the_database_refuses_fails_alone_among_those_that_are_appended_together()
            throws Exception {
        List<Appending> neighbours = new ArrayList<>();
        Appending refused;
        try (HeldAppends held = HeldAppends.hold(log())) {
            neighbours.add(Appending.start(engine(), List.of(job(HeldAppends.newStream(), 0))));
            held.awaitHeld();
            neighbours.add(Appending.start(engine(), List.of(job(newJob(), 0))));
            refused = Appending.start(engine(), List.of(job(newJob(), 0), job("zero \u0000", 0)));
            neighbours.add(Appending.start(engine(), List.of(job(newJob(), 0))));
        }

        neighbours.forEach(Appending::awaitSuccess);
        assertThat(refused.awaitFailure()).isInstanceOf(RuntimeException.class);
    }

    @Test
    default void of_units_that_race_for_one_place_one_wins() throws Exception {
        String stream = newJob();
        append(job(stream, 0));
        List<Appending> racing = new ArrayList<>();
        Appending first;
        try (HeldAppends held = HeldAppends.hold(log())) {
            first = Appending.start(engine(), List.of(job(HeldAppends.newStream(), 0)));
            held.awaitHeld();
            for (int i = 0; i < 8; i++) {
                racing.add(Appending.start(engine(), List.of(account(newAccount(), 0), job(stream, 1))));
            }
        }
        first.awaitSuccess();

        List<Throwable> failures =
                racing.stream().flatMap(each -> each.failure().stream()).toList();
        assertThat(failures).hasSize(7).allMatch(ConcurrencyException.class::isInstance);
        assertThat(stream(stream)).hasSize(2);
    }

    @Test
    default void many_writers_of_one_stream_all_get_through() throws Exception {
        int writers = 6;
        int each = 10;
        String stream = newJob();
        append(job(stream, 0));
        List<Thread> running = IntStream.range(0, writers)
                .mapToObj(i -> log().open())
                .map(engine -> Thread.startVirtualThread(() -> appendAgainAndAgain(engine, stream, each)))
                .toList();
        for (Thread writer : running) {
            assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
        }

        assertThat(stream(stream))
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, writers * each).boxed().toList());
    }

    private static void appendAgainAndAgain(EventStorageEngine engine, String stream, int times) {
        int appended = 0;
        while (appended < times) {
            try {
                engine.appendEvents(
                        job(stream, engine.lastSequenceNumberFor(stream).orElseThrow() + 1));
                appended++;
            } catch (ConcurrencyException e) {
                continue; // somebody else got through
            }
        }
    }
}
