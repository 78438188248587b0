package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.account;
import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.newAccount;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.eventstore.CuttingProxy.Harm;
import dev.atelier.servers.testing.TestServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An append ends true exactly once, whatever becomes of its connection. */
class NetworkTroubleIT {
    private static final String WORD = "the-word-that-brings-harm";

    private final PostgresLog log = PostgresLog.create();
    private final EventStorageEngine direct = log.open();

    @BeforeEach
    void learnToHold() throws Exception {
        HeldAppends.install(log);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void an_append_whose_answer_was_lost_after_the_commit_is_true_once() throws Exception {
        try (CuttingProxy proxy = harm(Harm.LOSE_ANSWER, 3)) {
            String stream = newJob();
            var unit = List.of(job(stream, 0, WORD), account(newAccount(), 0));
            EventStorageEngine engine = engine(proxy);
            engine.appendEvents(unit);

            assertThat(proxy.awaitDone()).isTrue();
            assertThat(everything()).isEqualTo(ids(unit));
            engine.appendEvents(job(stream, 1));
        }
    }

    @Test
    void an_append_that_never_arrived_is_made_again() throws Exception {
        try (CuttingProxy proxy = harm(Harm.LOSE_STATEMENT, 2)) {
            var unit = List.of(job(newJob(), 0, WORD), account(newAccount(), 0));
            engine(proxy).appendEvents(unit);

            assertThat(proxy.awaitDone()).isTrue();
            assertThat(everything()).isEqualTo(ids(unit));
        }
    }

    @Test
    void units_that_shared_a_commit_whose_answer_was_lost_each_hear_the_truth() throws Exception {
        String taken = newJob();
        direct.appendEvents(job(taken, 0), job(taken, 1));
        try (CuttingProxy proxy = harm(Harm.LOSE_ANSWER, 1)) {
            EventStorageEngine engine = engine(proxy);
            List<Appending> good = new ArrayList<>();
            Appending conflicting;
            try (HeldAppends held = HeldAppends.hold(log)) {
                good.add(Appending.start(engine, List.of(job(HeldAppends.newStream(), 0))));
                held.awaitHeld();
                for (int i = 0; i < 4; i++) {
                    good.add(Appending.start(engine, List.of(job(newJob(), 0, WORD))));
                }
                conflicting = Appending.start(engine, List.of(job(taken, 1)));
            }
            good.forEach(Appending::awaitSuccess);
            assertThat(conflicting.awaitFailure()).isInstanceOf(ConcurrencyException.class);
        }
        assertThat(everything()).hasSize(2 + 5);
    }

    @Test
    void whoever_appended_behind_an_append_whose_answer_was_lost_changes_nothing() throws Exception {
        String stream = newJob();
        DomainEventMessage<?> first = job(stream, 0, WORD);
        DomainEventMessage<?> second = job(stream, 1);
        try (CuttingProxy proxy = harm(Harm.LOSE_ANSWER, 2)) {
            Appending appending = Appending.start(engine(proxy), List.of(first));
            assertThat(proxy.awaitDone()).isTrue();
            direct.appendEvents(second);
            appending.awaitSuccess();
        }
        assertThat(everything()).isEqualTo(ids(List.of(first, second)));
    }

    /** A process that was stopped while it was sending must not keep the lock, nor the place in its stream. */
    @Test
    void a_statement_that_arrived_by_half_holds_nobody_up() throws Exception {
        String stream = newJob();
        try (CuttingProxy proxy = harm(Harm.SEND_HALF, 1)) {
            Appending half = Appending.start(engine(proxy), List.of(job(stream, 0, WORD)));
            assertThat(proxy.awaitDone()).isTrue();
            for (int i = 0; i < 10; i++) {
                direct.appendEvents(job(newJob(), 0));
            }
            assertThat(half.hasEnded()).isFalse();
            proxy.cut();
            half.awaitSuccess();
        }
        assertThat(everything()).hasSize(11);
    }

    @Test
    void a_server_that_ends_the_session_at_the_commit_is_asked_again() throws Exception {
        var unit = List.of(job(HeldAppends.newStream(), 0), account(newAccount(), 0));
        Appending appending;
        try (HeldAppends held = HeldAppends.hold(log)) {
            appending = Appending.start(direct, unit);
            held.awaitHeld();
            held.terminate();
        }
        appending.awaitSuccess();
        assertThat(everything()).isEqualTo(ids(unit));
    }

    private static CuttingProxy harm(Harm harm, int times) throws IOException {
        return CuttingProxy.start(TestServers.postgres().port(), harm, WORD, times);
    }

    private EventStorageEngine engine(CuttingProxy proxy) {
        return log.openThrough(proxy.through(log.jdbcUrl()));
    }

    private List<String> everything() {
        return ids(EngineContract.after(direct, null));
    }
}
