package dev.atelier.contracts.log;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Who follows the log from its beginning, and stops at an event that it cannot read. */
public enum Processor {
    /** Folds the log into what people read. */
    READ_MODELS,
    /** Carries jobs on to their end. */
    JOB_FULFILMENT,
    /** Keeps what can be asked for; follows the presets' streams only. */
    PRESET_CATALOGUE;

    /** Its name in addresses, streams and texts, such as {@code read-models}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that name, if there is one. */
    public static Optional<Processor> ofWord(String word) {
        return Stream.of(values())
                .filter(processor -> processor.word().equals(word))
                .findFirst();
    }
}
