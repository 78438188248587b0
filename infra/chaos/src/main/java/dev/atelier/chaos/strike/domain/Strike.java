package dev.atelier.chaos.strike.domain;

import java.time.Duration;

/** One thing that is done to the running platform. */
public sealed interface Strike {
    /** When, counted from the beginning of the run. */
    Duration at();

    /** SIGKILL; it is started again after {@code down}. */
    record Kill(Duration at, String victim, Duration down) implements Strike {}

    /** SIGSTOP, and SIGCONT after {@code length}. */
    record Freeze(Duration at, String victim, Duration length) implements Strike {}

    /** SIGTERM, and a start as soon as it has ended. */
    record Restart(Duration at, String victim) implements Strike {}

    /** The connections of a link are reset, and new ones refused for {@code length}. */
    record Cut(Duration at, String link, Duration length) implements Strike {}

    /** Every piece of data on a link takes {@code delay} longer for {@code length}. */
    record Slow(Duration at, String link, Duration delay, Duration length) implements Strike {}

    /** All of Redis is gone. */
    record Wipe(Duration at) implements Strike {}

    /** A GPU server misbehaves. */
    record Play(Duration at, String server, Trick trick) implements Strike {}
}
