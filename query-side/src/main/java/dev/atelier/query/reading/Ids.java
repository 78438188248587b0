package dev.atelier.query.reading;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import java.util.function.Function;

/** Ids from paths: what is no id is as unknown as an id that nobody has. */
public final class Ids {
    private Ids() {}

    /** Reads the id, or {@code NOT_FOUND}. */
    public static <T> T parse(Function<String, T> parser, String text) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    /** The answer to what does not exist and to what is not yours: they look alike. */
    public static ProblemException unknown() {
        return ProblemException.of(ErrorCode.NOT_FOUND);
    }
}
