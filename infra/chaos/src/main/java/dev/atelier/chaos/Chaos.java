package dev.atelier.chaos;

import dev.atelier.bench.report.Progress;
import java.util.Arrays;
import java.util.List;

/** What {@code ./chaos} starts. Ends with 0 when nothing was wrong, 1 otherwise. */
public final class Chaos {
    private Chaos() {}

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (!words.isEmpty() && List.of("help", "--help").contains(words.getFirst())) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            System.exit(run(words) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean run(List<String> words) {
        try (Run run = new Run(Options.parse(words), new Progress())) {
            return run.isGood();
        }
    }
}
