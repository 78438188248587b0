package dev.atelier.bench.growth;

import dev.atelier.bench.http.Orders;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.People.Person;
import dev.atelier.contracts.wire.WireNames;
import dev.atelier.contracts.wire.WireNames.WireName;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Makes a log long without living through it: whole lives of jobs, with the names and shapes that the product stores
 * and the ledger in balance, written by COPY. No deployable may run on the database meanwhile.
 */
final class LogFill {
    private static final String COPY = "copy event (stream, sequence, stream_type, event_id, recorded_at, name,"
            + " revision, payload, metadata) from stdin";

    private final Connection connection;
    private final CopyIn copy;
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant clock = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private long written;

    private LogFill(Connection connection) throws SQLException {
        this.connection = connection;
        accountSequences();
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    }

    /**
     * Adds at least so many events, and returns the jobs that they are about; all of them have succeeded.
     *
     * @param people whose accounts the log already has
     */
    static List<Orders.Accepted> fill(Database database, People people, int events) {
        try (Connection connection = database.connect()) {
            LogFill fill = new LogFill(connection);
            List<Orders.Accepted> jobs = fill.write(people, events);
            fill.finish();
            return jobs;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the log cannot be filled", e);
        }
    }

    private List<Orders.Accepted> write(People people, int events) throws SQLException, IOException {
        List<Orders.Accepted> jobs = new ArrayList<>();
        for (int number = 0; written < events; number++) {
            Person owner = people.of(number);
            UUID id = new UUID(0x4000L | number, 0x8000000000000000L | number);
            JobLife life = new JobLife(id, owner, clock);
            for (JobLife.Stored stored : life.events()) {
                add(stored, owner);
            }
            jobs.add(new Orders.Accepted(life.jobId(), owner, ""));
        }
        return jobs;
    }

    private void add(JobLife.Stored stored, Person owner) throws SQLException {
        WireName name = WireNames.ofEvent(stored.event().getClass()).orElseThrow();
        long sequence = sequences.merge(stored.stream(), 0L, (old, none) -> old + 1);
        clock = clock.plus(1, ChronoUnit.MICROS);
        String json = new String(WireJson.write(stored.event()), StandardCharsets.UTF_8);
        String metadata =
                "{\"actor\":\"" + owner.userId() + "\",\"subject\":\"" + owner.userId() + "\",\"cause\":\"bench\"}";
        String row = String.join(
                        "\t",
                        stored.stream(),
                        Long.toString(sequence),
                        stored.stream().substring(0, stored.stream().indexOf('-')),
                        new UUID(0x4000L, 0x8000000000000000L | written).toString(),
                        clock.toString(),
                        name.name(),
                        Integer.toString(name.revision()),
                        json,
                        metadata)
                + "\n";
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        written++;
        if (stored.isLast()) {
            sequences.keySet().removeIf(stream -> stream.equals(stored.stream()) && stream.startsWith("job-"));
        }
    }

    /** Recorded time goes on from here, and the planner knows what is there. */
    private void finish() throws SQLException {
        copy.endCopy();
        try (Statement statement = connection.createStatement()) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock);
            statement.execute("select setval('event_clock', " + micros + ")");
            statement.execute("vacuum analyze event");
            statement.execute("checkpoint");
        }
    }

    private void accountSequences() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select stream, max(sequence) from event where stream like 'account-%' group by stream")) {
            while (rows.next()) {
                sequences.put(rows.getString(1), rows.getLong(2));
            }
        }
    }
}
