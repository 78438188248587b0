package dev.atelier.web;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import java.util.regex.Pattern;

/**
 * A position of the log as clients see it: opaque text that they hand back to read their own write. Never negative; 0
 * is before the first event.
 */
public final class LogPosition {
    private static final Pattern TEXT = Pattern.compile("p[0-9a-z]{1,12}");

    private LogPosition() {}

    public static String encode(long position) {
        return "p" + Long.toString(position, Character.MAX_RADIX);
    }

    /** Reads what {@link #encode} wrote; anything else is a {@link ProblemException} {@code MALFORMED}. */
    public static long parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/logPosition", "This is not a log position.", "Это не позиция журнала.");
        }
        return Long.parseLong(text.substring(1), Character.MAX_RADIX);
    }
}
