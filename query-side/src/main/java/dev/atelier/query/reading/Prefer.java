package dev.atelier.query.reading;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer} (RFC 7240), as far as it asks to wait. */
public final class Prefer {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?");
    private static final long SECONDS_MAX = 30;

    private Prefer() {}

    /** How long the client is ready to wait, at most 30 seconds; zero when it did not say. */
    public static Duration wait(@Nullable String prefer) {
        if (prefer == null || prefer.length() > 200) {
            return Duration.ZERO;
        }
        Matcher matcher = WAIT.matcher(prefer);
        return matcher.find()
                ? Duration.ofSeconds(Math.min(SECONDS_MAX, Long.parseLong(matcher.group(1))))
                : Duration.ZERO;
    }
}
