package dev.atelier.bench.report;

import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code bench.json}: the results for a program, with what one has to know about the machine to compare them. */
public final class ResultFile {
    private ResultFile() {}

    public static void write(Path file, Results results, Instant begun) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("begun", begun.toString());
        content.put("machine", Machine.facts());
        Map<String, Object> figures = new LinkedHashMap<>();
        results.figures()
                .forEach(figure -> figures.put(figure.name(), Map.of("value", figure.value(), "unit", figure.unit())));
        content.put("figures", figures);
        content.put("ratios", results.ratios());
        content.put("settings", results.settings());
        content.put("notes", results.notes());
        content.put("problems", results.problems());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, WireJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException("the results cannot be written to " + file, e);
        }
    }
}
