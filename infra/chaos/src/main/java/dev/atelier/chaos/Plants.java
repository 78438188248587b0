package dev.atelier.chaos;

import dev.atelier.chaos.stage.Plant;
import dev.atelier.chaos.stage.ShortDelays;
import dev.atelier.chaos.stage.World;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Breaks the product on purpose in every way that is known: each run has to end badly. */
final class Plants {
    /** With it the command side is killed while orders come in; a test holds it to that. */
    static final long SEED = 9;

    static final double MINUTES = 0.5;
    private static final double PER_SECOND = 15;
    /** What a plant broke is not mended by waiting. */
    private static final Strikes.Patience SHORT =
            new Strikes.Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(10));

    private Plants() {}

    static boolean areFound() {
        Map<Plant, Boolean> found = new EnumMap<>(Plant.class);
        for (Plant plant : Plant.values()) {
            Options options = new Options(MINUTES, SEED, PER_SECOND, 1, plant);
            try (Run run = new Run(new World.Plan(1, plant, ShortDelays.SETTINGS, false))) {
                found.put(plant, !run.play(new Strikes(options, SHORT, run.progress())));
            }
        }
        found.forEach((plant, yes) -> System.out.println("plant." + plant.word() + "=" + (yes ? "found" : "missed")));
        return !found.containsValue(false);
    }
}
