package dev.atelier.query.replay;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One rebuild of the read models beside those that are read. It is kept in Redis, with what it builds.
 *
 * @param id {@code replay-<generation>}
 * @param actor who asked for it
 * @param endedAt null while it runs
 * @param events how many were folded when it ended, 0 while it runs: then the head of what is built says it
 * @param failure why it failed
 */
public record Replay(
        String id,
        State state,
        String reason,
        String actor,
        Instant startedAt,
        @Nullable Instant endedAt,
        long events,
        @Nullable String failure) {
    private static final String PREFIX = "replay-";

    /** Where it stands. */
    public enum State {
        RUNNING,
        /** What it built is read now, or was until the next replay. */
        SWITCHED,
        FAILED,
        /** Another build took its place before it was done. */
        SUPERSEDED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Replay begin(String reason, String actor, Instant now) {
        return new Replay(PREFIX + UUID.randomUUID(), State.RUNNING, reason, actor, now, null, 0, null);
    }

    Replay end(State how, long folded, @Nullable String why, Instant now) {
        return new Replay(id, how, reason, actor, startedAt, now, folded, why);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    /** The name of the generation that it builds. */
    String generation() {
        return id.substring(PREFIX.length());
    }
}
