package dev.atelier.bench;

import dev.atelier.bench.profile.TopMethods;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.ResultFile;
import dev.atelier.bench.report.ResultTable;
import dev.atelier.bench.report.Results;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What {@code ./bench} starts. Ends with 0 when all was measured and nothing was wrong, 1 otherwise. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        Path home = Path.of(System.getProperty("atelier.bench.home", "."));
        try {
            System.exit(say(words, home));
        } catch (RuntimeException e) {
            System.err.println("bench: " + explain(e));
            System.exit(1);
        }
    }

    private static int say(List<String> words, Path home) {
        String first = words.isEmpty() ? "" : words.getFirst();
        if (first.equals("help") || first.equals("--help")) {
            System.out.print(Options.HELP);
            return 0;
        }
        if (first.equals("top")) {
            words.stream().skip(1).map(Path::of).flatMap(TopMethods::lines).forEach(System.out::println);
            return 0;
        }
        Options options;
        try {
            options = Options.parse(words, home);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        }
        return measure(options);
    }

    private static int measure(Options options) {
        Instant begun = Instant.now();
        Results results = new Results();
        Progress progress = new Progress();
        try (Run run = new Run(options, results, progress)) {
            run.measure();
        } finally {
            ResultTable.lines(results).forEach(System.out::println);
            ResultFile.write(options.out(), results, begun);
            progress.say("written to " + options.out());
        }
        return results.problems().isEmpty() ? 0 : 1;
    }

    private static String explain(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : "\n  because of ").append(cause);
        }
        return text.toString();
    }
}
