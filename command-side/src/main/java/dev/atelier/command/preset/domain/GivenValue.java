package dev.atelier.command.preset.domain;

import java.math.BigDecimal;

/** What a person sent as the value of a parameter, before anybody looked whether it fits. */
public sealed interface GivenValue {
    record Number(BigDecimal value) implements GivenValue {}

    record Flag(boolean value) implements GivenValue {}

    record Text(String value) implements GivenValue {
        @Override
        public String toString() {
            return "Text[" + value.length() + " characters]";
        }
    }

    /** Null, a list or an object: no parameter takes one. */
    record Other() implements GivenValue {}
}
