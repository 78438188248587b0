package dev.atelier.command.request;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Texts in requests: each has a limit, counted in characters as people count them. */
public final class Texts {
    private Texts() {}

    /** The text, or null where it is absent or blank; longer than allowed is {@code MALFORMED}. */
    public static @Nullable String bounded(String pointer, @Nullable String text, int charactersMax) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > charactersMax) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(
                            pointer,
                            "At most %d characters.".formatted(charactersMax),
                            "Не больше %d символов.".formatted(charactersMax));
        }
        return text;
    }

    /** The same for what must be there. */
    public static String required(String pointer, @Nullable String text, int charactersMax) {
        String bounded = bounded(pointer, text, charactersMax);
        if (bounded == null) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(pointer, "This is missing.", "Это значение не указано.");
        }
        return bounded;
    }
}
