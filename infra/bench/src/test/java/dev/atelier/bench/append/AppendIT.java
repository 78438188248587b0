package dev.atelier.bench.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.bench.Scale;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.ResultTable;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.servers.Programs;
import dev.atelier.servers.testing.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The append part on a fresh PostgreSQL: that it measures, not how fast. */
class AppendIT {
    @TempDir
    private Path folder;

    @Test
    void figures_and_ratios_are_there_and_what_was_counted_is_stored() throws SQLException {
        Results results = new Results();

        new AppendPart(folder, new Progress()).measure(TestServers.postgres(), Scale.QUICK, results);

        assertThat(results.value("append.atelier.32")).isPresent();
        assertThat(results.value("append.stock.32")).isPresent();
        assertThat(ResultTable.lines(results))
                .anyMatch(line -> line.matches("ratio append\\.32\\.stock \\d+\\.\\d{3}"));
        if (Programs.find("pgbench").isPresent()) {
            assertThat(ResultTable.lines(results)).anyMatch(line -> line.startsWith("ratio append.best.pgbench "));
        }
        assertThat(count("append_atelier", "event")).isPositive();
        assertThat(count("append_stock", "domainevententry")).isPositive();
    }

    private static long count(String database, String table) throws SQLException {
        try (Connection connection =
                        Database.on(TestServers.postgres(), database).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
