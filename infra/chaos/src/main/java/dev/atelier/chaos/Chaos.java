package dev.atelier.chaos;

import dev.atelier.chaos.stage.ShortDelays;
import dev.atelier.chaos.stage.World;
import java.time.Duration;
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
            System.exit(isGood(words) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.exit(1);
        }
    }

    private static boolean isGood(List<String> words) {
        if (!words.isEmpty() && words.getFirst().equals("overload")) {
            Duration length = Options.overload(words.subList(1, words.size()));
            try (Run run = new Run(Overload.plan())) {
                return run.isGood(new Overload(length, run.progress()));
            }
        }
        if (words.equals(List.of("plants"))) {
            return Plants.areFound();
        }
        Options options = Options.parse(words);
        World.Plan plan = new World.Plan(options.replicas(), options.plant(), ShortDelays.SETTINGS, options.isLong());
        try (Run run = new Run(plan)) {
            return run.isGood(new Strikes(options, Strikes.LONG, run.progress()));
        }
    }
}
