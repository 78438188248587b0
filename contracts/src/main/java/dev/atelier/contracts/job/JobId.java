package dev.atelier.contracts.job;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** A job. Prints as {@code job-<uuid>}, which is also the name of its stream. */
public record JobId(UUID value) {
    private static final String PREFIX = "job-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static JobId parse(String text) {
        return new JobId(Ids.parse(PREFIX, text));
    }

    /** The id of the job that a person asked for under an idempotency key: asking again names the same job. */
    public static JobId of(dev.atelier.contracts.user.UserId owner, String route, String idempotencyKey) {
        return new JobId(Ids.derive("job", owner.toString(), route, idempotencyKey));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
