package dev.atelier.contracts.preset;

import java.math.BigDecimal;
import java.util.List;

/** What a parameter accepts, and what it is when nothing was chosen. */
public sealed interface Rule {
    /** A number between the bounds, both included; {@code integral} allows whole numbers only. */
    record NumberRange(BigDecimal min, BigDecimal max, boolean integral, BigDecimal initial) implements Rule {}

    record Toggle(boolean initial) implements Rule {}

    record OneOf(List<String> values, String initial) implements Rule {}

    /** Free text of at most so many characters; {@code required} when it must not be blank. */
    record FreeText(int charactersMax, boolean required) implements Rule {}
}
