package dev.atelier.web.problem;

import java.util.Optional;

/**
 * A feature's own word on an exception that it knows and this module does not, such as a store that is away. Declared
 * as a bean; the first one that answers wins.
 */
@FunctionalInterface
public interface ProblemTranslation {
    Optional<ProblemException> translate(Exception exception);
}
