package dev.atelier.query.reading;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pages of a list, newest first: how many, and where the next one begins. */
public final class Pages {
    private static final int DEFAULT = 20;
    private static final int MAX = 100;
    private static final Pattern CURSOR = Pattern.compile("c[0-9a-z]{1,12}");

    private Pages() {}

    /** A limit from 1 to 100, 20 when none was given. */
    public static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return DEFAULT;
        }
        if (limit < 1 || limit > MAX) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/limit", "This has to be between 1 and 100.", "Допустимы значения от 1 до 100.");
        }
        return limit;
    }

    /** The score below which the page begins. */
    public static long below(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (!CURSOR.matcher(cursor).matches()) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/cursor", "This is not a cursor of this list.", "Это не курсор данного списка.");
        }
        return Long.parseLong(cursor.substring(1), Character.MAX_RADIX);
    }

    /** The cursor of the page that follows an entry with this score. */
    public static String after(long score) {
        return "c" + Long.toString(score, Character.MAX_RADIX);
    }
}
