package dev.atelier.contracts.account;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** An administrator's refund of a captured price: its stream is created once per job. Prints as {@code refund-<uuid>}, which is also the name of its stream. */
public record RefundId(UUID value) {
    private static final String PREFIX = "refund-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static RefundId parse(String text) {
        return new RefundId(Ids.parse(PREFIX, text));
    }

    /** A captured price may be given back once, so the id follows from the job. */
    public static RefundId of(dev.atelier.contracts.job.JobId job) {
        return new RefundId(Ids.derive("refund", job.toString()));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
