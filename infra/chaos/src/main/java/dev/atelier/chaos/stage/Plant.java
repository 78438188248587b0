package dev.atelier.chaos.stage;

import dev.atelier.bench.stage.Deployable;
import java.util.Arrays;
import java.util.Locale;

/** A fault that is built into a deployable on purpose, to see that it is found. */
public enum Plant {
    /** Orders are acknowledged before they are stored. */
    EARLY_ACK(Deployable.COMMAND_SIDE),
    /** Some captures are done twice. */
    DOUBLE_CAPTURE(Deployable.COMMAND_SIDE),
    /** Some events never reach the saga. */
    SKIP_EVENT(Deployable.SAGA_ORCHESTRATOR),
    /** Some refunds are taken for done without being done. */
    LOST_REFUND(Deployable.COMMAND_SIDE);

    /** The setting that names it for the deployable; see the package {@code plant}. */
    public static final String SETTING = "chaos.plant";

    private final Deployable soil;

    Plant(Deployable soil) {
        this.soil = soil;
    }

    boolean growsIn(Deployable deployable) {
        return deployable == soil;
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that {@link #word()}; anything else is an {@link IllegalArgumentException}. */
    public static Plant parse(String word) {
        return Arrays.stream(values())
                .filter(plant -> plant.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no plant is called " + word + ", see ./chaos help"));
    }
}
