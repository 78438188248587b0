package dev.atelier.query.links;

import java.time.Duration;
import java.time.Instant;

/**
 * Links are signed as of the beginning of a quarter of an hour, so that they, and the answers that carry them, are the
 * same within it.
 *
 * @param number quarters of an hour since 1970
 */
public record LinkWindow(long number) {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    /** Two windows, so that a link which was just fetched works for at least one. */
    static final Duration VALID = LENGTH.multipliedBy(2);

    public static LinkWindow at(Instant now) {
        return new LinkWindow(Math.floorDiv(now.getEpochSecond(), LENGTH.toSeconds()));
    }

    public Instant begins() {
        return Instant.ofEpochSecond(number * LENGTH.toSeconds());
    }

    /** When links of this window stop to work. */
    public Instant linksEnd() {
        return begins().plus(VALID);
    }
}
