package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.account;
import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.newAccount;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.atelier.servers.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed while many append: a yes is kept, a no is the truth, and everything goes on by itself. */
class DatabaseGoneIT {
    private static final int CALLERS = 8;
    private static final int UNITS_BEFORE = 50;
    private static final int UNITS_AFTER = 100;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<List<DomainEventMessage<?>>> yes = new CopyOnWriteArrayList<>();
    private final List<List<DomainEventMessage<?>>> unknown = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile boolean enough;

    @Test
    void a_yes_is_kept_and_nothing_is_there_twice() throws Exception {
        PostgresServer server = PostgresServer.startThrowAway(folder);
        try (PostgresLog log = PostgresLog.in(server, "log")) {
            EventStorageEngine engine = log.open();
            TrackingEventStream stream =
                    (TrackingEventStream) log.store(log.open()).openStream(null);
            List<Thread> callers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> Thread.startVirtualThread(() -> appendUnits(engine)))
                    .toList();
            await().atMost(LIMIT).until(() -> yes.size() > UNITS_BEFORE);
            kill(server);
            int before = yes.size();
            server = restarted(server);
            await().atMost(LIMIT).until(() -> yes.size() > before + UNITS_AFTER);
            enough = true;
            for (Thread caller : callers) {
                caller.join(LIMIT);
            }

            assertThat(failures).allMatch(LogUnavailableException.class::isInstance);
            unknown.forEach(unit -> appendOnceThere(engine, unit));
            List<String> all = ids(EngineContract.after(engine, null));
            assertThat(all).doesNotHaveDuplicates().hasSize(2 * (yes.size() + unknown.size()));
            yes.forEach(unit -> assertThat(all).containsSubsequence(ids(unit)));
            unknown.forEach(unit -> assertThat(all).containsSubsequence(ids(unit)));
            assertThat(seen(stream, all.size())).isEqualTo(all);
        } finally {
            server.close();
        }
    }

    @Test
    void while_it_is_away_appends_and_reads_fail_and_may_be_tried_again() throws Exception {
        PostgresServer server = PostgresServer.startThrowAway(folder);
        try (PostgresLog log = PostgresLog.in(server, "log")) {
            EventStorageEngine engine = log.open();
            String stream = newJob();
            engine.appendEvents(job(stream, 0));
            List<DomainEventMessage<?>> next = List.of(job(stream, 1));
            kill(server);

            // A session outlives its killed server by a moment: until then the append succeeds, and is the same one.
            await().atMost(LIMIT).until(() -> isUnavailable(() -> engine.appendEvents(next)));
            assertThatThrownBy(() -> EngineContract.stream(engine, stream)).isInstanceOf(LogUnavailableException.class);

            server = restarted(server);
            appendOnceThere(engine, next);
            assertThat(EngineContract.stream(engine, stream)).hasSize(2);
        } finally {
            server.close();
        }
    }

    /** The log's own look finds a server that has come back a moment later. */
    private static void appendOnceThere(EventStorageEngine engine, List<DomainEventMessage<?>> unit) {
        await().atMost(LIMIT).until(() -> !isUnavailable(() -> engine.appendEvents(unit)));
    }

    private static boolean isUnavailable(Runnable append) {
        try {
            append.run();
            return false;
        } catch (LogUnavailableException e) {
            return true;
        }
    }

    private void appendUnits(EventStorageEngine engine) {
        while (!enough) {
            List<DomainEventMessage<?>> unit = List.of(account(newAccount(), 0), job(newJob(), 0));
            try {
                engine.appendEvents(unit);
                yes.add(unit);
            } catch (RuntimeException e) {
                failures.add(e);
                unknown.add(unit);
            }
        }
    }

    private static List<String> seen(TrackingEventStream stream, int count) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (seen.size() < count && stream.hasNextAvailable((int) LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            seen.add(stream.nextAvailable().getIdentifier());
        }
        return seen;
    }

    private static void kill(PostgresServer server) {
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private PostgresServer restarted(PostgresServer killed) {
        killed.close();
        return PostgresServer.startThrowAway(folder);
    }
}
