package dev.atelier.query.log;

import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.util.Optional;

/** Opens what a person wrote. */
@FunctionalInterface
public interface Seals {
    /** The text, or empty when its owner had it erased. */
    Optional<String> open(UserId owner, PersonalText text);
}
