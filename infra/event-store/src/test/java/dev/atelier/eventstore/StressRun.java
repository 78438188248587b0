package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atelier.eventstore.StressReader.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.springframework.jdbc.core.JdbcTemplate;

/** Some writer processes that are killed, stopped and cut off, some readers, and what must be true at the end. */
final class StressRun implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int ROUNDS = 20;
    private static final int PAUSE_NANOS_MAX = 40_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    /** Some commits take their time, so that a reader has the chance to look between a position and its commit. */
    private static final String SLOW_COMMITS = """
            create function take_time() returns trigger language plpgsql as $$
            begin
                perform pg_sleep(random() * 0.01);
                return null;
            end $$;
            create constraint trigger slow after insert on event deferrable initially deferred
                for each row when (new.sequence % 5 = 0) execute function take_time()
            """;

    private record Head(long position, long eventsUpTo) {}

    private record Row(long position, String stream, long sequence, String eventId, String unit, int size) {}

    private final Random random;
    private final Path folder;
    private final LogSettings settings;
    private final PostgresLog database = PostgresLog.create();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.outside());
    private final LogProcess log;
    private final List<StressProcess> writers = new ArrayList<>();
    private final List<StressReader> readers = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();
    private int lives;

    StressRun(long seed, Path folder) throws IOException {
        random = new Random(seed);
        this.folder = folder;
        jdbc.execute(SLOW_COMMITS);
        settings = database.settings(LogRole.WRITER);
        log = LogProcess.start(database.settings(LogRole.READER), NoOpEventUpcaster.INSTANCE);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(newLife());
        }
    }

    private StressProcess newLife() throws IOException {
        return StressProcess.start(settings, "w" + lives++, folder);
    }

    void live() throws Exception {
        readers.add(StressReader.ofEngine(log, "the beginning", null));
        readers.add(StressReader.ofStore(log, "the beginning", null));
        writers.forEach(writer -> awaitProgressOf(Set.of(writer.name())));
        for (int round = 0; round < ROUNDS; round++) {
            LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
            int victim = random.nextInt(WRITERS);
            switch (random.nextInt(6)) {
                case 0 -> {
                    writers.get(victim).kill();
                    writers.set(victim, newLife());
                }
                case 1, 2 -> stopOneAndSeeTheOthersGoOn(victim);
                case 3 -> cutOff();
                default -> readFromSomewhere();
            }
        }
        for (StressProcess writer : writers) {
            writer.end();
        }
    }

    private void stopOneAndSeeTheOthersGoOn(int victim) throws Exception {
        StressProcess stopped = writers.get(victim);
        stopped.stop();
        Set<String> others =
                new HashSet<>(writers.stream().map(StressProcess::name).toList());
        others.remove(stopped.name());
        awaitProgressOf(others);
        stopped.goOn();
    }

    /** Returns when one of these writers has appended something that is not there now. */
    private void awaitProgressOf(Set<String> names) {
        Long head = jdbc.queryForObject(LogStatements.HEAD, Long.class);
        String any = String.join("|", names);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Boolean.TRUE.equals(jdbc.queryForObject(
                        "select exists (select from event where position > ? and payload->>'worker' ~ ?)",
                        Boolean.class,
                        head,
                        "^(" + any + ")-")));
    }

    /** One writer loses its connection, as in a fail-over. */
    private void cutOff() {
        jdbc.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                + " and application_name = 'atelier-log-writer' order by random() limit 1");
    }

    private void readFromSomewhere() {
        TrackingToken head = log.engine().createHeadToken();
        long position = head.position().orElse(0);
        Long events = jdbc.queryForObject("select count(*) from event where position <= ?", Long.class, position);
        heads.add(new Head(position, events == null ? 0 : events));
        readers.add(
                random.nextBoolean()
                        ? StressReader.ofEngine(log, "the head", head)
                        : StressReader.ofStore(log, "the head", head));
        TrackingToken middle = log.engine()
                .readEvents(null, false)
                .skip(random.nextLong(Math.max(1, readers.getFirst().last() / 2)))
                .findFirst()
                .<TrackingToken>map(TrackedEventMessage::trackingToken)
                .orElse(head);
        readers.add(
                random.nextBoolean()
                        ? StressReader.ofEngine(log, "the middle", middle)
                        : StressReader.ofStore(log, "the middle", middle));
    }

    /** What must be true, whatever happened. */
    int check() throws Exception {
        List<Row> rows = jdbc.query(
                "select position, stream, sequence, event_id, payload->>'worker', (payload->>'attempt')::int"
                        + " from event order by position",
                (row, n) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6)));
        unitsAreWhole(rows);
        streamsAreInOrder(rows);
        for (Head head : heads) {
            assertThat(rows.stream().filter(row -> row.position() <= head.position()))
                    .as("events up to the head %d when it was asked for, and now", head.position())
                    .hasSize((int) head.eventsUpTo());
        }
        for (StressReader reader : readers) {
            List<Seen> expected = rows.stream()
                    .filter(row -> row.position() > reader.start())
                    .map(row -> new Seen(row.position(), row.eventId()))
                    .toList();
            List<Seen> seen = reader.complete();
            List<Seen> missed = new ArrayList<>(expected);
            missed.removeAll(new HashSet<>(seen));
            assertThat(missed).as("what the " + reader + " missed").isEmpty();
            assertThat(seen).as("what the " + reader + " saw").isEqualTo(expected);
        }
        return rows.size();
    }

    private void unitsAreWhole(List<Row> rows) throws IOException {
        Map<String, Integer> found = new HashMap<>();
        rows.forEach(row -> found.merge(row.unit(), 1, Integer::sum));
        assertThat(rows).as("units are whole").allMatch(row -> found.getOrDefault(row.unit(), 0) == row.size());
        assertThat(rows).as("events are there once").extracting(Row::eventId).doesNotHaveDuplicates();
        assertThat(found.keySet()).as("what was answered yes").containsAll(StressAnswers.read(folder, "yes"));
        assertThat(found.keySet())
                .as("what was answered no")
                .doesNotContainAnyElementsOf(StressAnswers.read(folder, "no"));
    }

    private static void streamsAreInOrder(List<Row> rows) {
        Map<String, Long> next = new HashMap<>();
        for (Row row : rows) {
            assertThat(row.sequence()).as("next of " + row.stream()).isEqualTo(next.getOrDefault(row.stream(), 0L));
            next.put(row.stream(), row.sequence() + 1);
        }
    }

    @Override
    public void close() {
        writers.forEach(StressProcess::kill);
        readers.forEach(StressReader::stop);
        log.close();
        database.close();
    }
}
