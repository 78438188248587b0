package dev.atelier.allinone.frontdoor;

import java.time.Duration;

/** What the front door bears, here and in nginx's file. */
final class DoorLimits {
    /** A picture of 20 MB, which the command side takes, with a little room. */
    static final long BODY_BYTES_MAX = 21L * 1024 * 1024;

    /** Bearer tokens of an issuer with many roles are long. */
    static final int HEADER_BYTES_MAX = 32 * 1024;

    /** Longer than the longest {@code Prefer: wait} and than two heartbeats of an event stream. */
    static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    /** Shorter than a deployable keeps an idle connection, so that we never write into one that it just closed. */
    static final Duration IDLE_CONNECTION_MAX = Duration.ofSeconds(10);

    private DoorLimits() {}
}
