package dev.atelier.bench.append;

import dev.atelier.bench.stage.Database;
import dev.atelier.servers.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark program as the floor: one row of 300 bytes per transaction, prepared, same server. */
final class PgBench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final int ROW_CHARACTERS = 300;

    private final Path folder;
    private final Database database;

    PgBench(Path folder, Database database) {
        this.folder = folder;
        this.database = database;
    }

    /** Transactions per second; empty where the program is not installed. */
    OptionalDouble rate(int clients, Duration time) {
        return Programs.find("pgbench")
                .map(program -> OptionalDouble.of(run(program, clients, Math.max(1, time.toSeconds()))))
                .orElseGet(OptionalDouble::empty);
    }

    private double run(Path program, int clients, long seconds) {
        URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        try {
            makeTable();
            Path script = Files.writeString(
                    folder.resolve("pgbench.sql"),
                    "insert into bench_row (body) values ('" + "x".repeat(ROW_CHARACTERS) + "');\n");
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            program.toString(),
                            "--host=" + address.getHost(),
                            "--port=" + address.getPort(),
                            "--username=" + database.user(),
                            "--file=" + script,
                            "--protocol=prepared",
                            "--no-vacuum",
                            "--client=" + clients,
                            "--jobs=" + Math.min(clients, 2),
                            "--time=" + seconds,
                            address.getPath().substring(1)))
                    .redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", database.password());
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Matcher rate = RATE.matcher(output);
            if (!rate.find()) {
                throw new IllegalStateException("pgbench failed: " + output.strip());
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the table for pgbench cannot be made", e);
        }
    }

    private void makeTable() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists bench_row"
                    + " (id bigint generated always as identity primary key, body text not null)");
        }
    }
}
