package dev.atelier.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    private final Results results = new Results();

    @Test
    void figures_stand_by_part_and_each_ratio_on_a_line_of_its_own() {
        results.rate("append.atelier.32", 36_000, 2);
        results.add("append.stock.32", 3_600, "/s");
        results.add("accept.1.p50", 4.25, "ms");
        results.ratio("append.32.stock", results.value("append.atelier.32"), results.value("append.stock.32"));

        assertThat(ResultTable.lines(results))
                .containsSubsequence(
                        "append.atelier.32        18,000 /s",
                        "append.stock.32           3,600 /s",
                        "",
                        "accept.1.p50               4.25 ms",
                        "ratio append.32.stock 5.000");
    }

    @Test
    void what_was_not_measured_has_no_ratio() {
        results.ratio("append.32.pgbench", OptionalDouble.of(1), results.value("append.pgbench.32"));
        results.ratio("by.zero", OptionalDouble.of(1), OptionalDouble.of(0));

        assertThat(results.ratios()).isEmpty();
    }

    @Test
    void the_best_is_the_largest_of_its_kind() {
        results.add("append.atelier.1", 10, "/s");
        results.add("append.atelier.128", 30, "/s");
        results.add("append.stock.32", 90, "/s");

        assertThat(results.best("append.atelier.")).hasValue(30);
    }

    @Test
    void problems_are_seen() {
        results.problem("accept.8: 3 not accepted");

        assertThat(ResultTable.lines(results)).contains("PROBLEM accept.8: 3 not accepted");
    }

    @Test
    void the_file_has_the_same(@TempDir Path folder) throws IOException {
        results.add("status.8", 17_400, "/s");
        results.setting("jvm", "-Xmx512m");
        Path file = folder.resolve("deeper/bench.json");

        ResultFile.write(file, results, Instant.EPOCH);

        assertThat(Files.readString(file))
                .contains("\"begun\" : \"1970-01-01T00:00:00Z\"")
                .contains("\"value\" : 17400.0")
                .contains("\"jvm\" : \"-Xmx512m\"")
                .contains("\"processors\"");
    }
}
