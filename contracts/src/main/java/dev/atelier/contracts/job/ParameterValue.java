package dev.atelier.contracts.job;

import dev.atelier.contracts.user.PersonalText;
import java.math.BigDecimal;

/** The value of a preset's parameter as the log keeps it: what a person wrote freely is sealed. */
public sealed interface ParameterValue {
    record Number(BigDecimal value) implements ParameterValue {}

    record Flag(boolean value) implements ParameterValue {}

    /** One of the preset's listed values. */
    record Choice(String value) implements ParameterValue {}

    record Text(PersonalText value) implements ParameterValue {}
}
