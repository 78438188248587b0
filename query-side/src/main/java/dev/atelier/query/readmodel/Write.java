package dev.atelier.query.readmodel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One change to the read models. */
public sealed interface Write {
    /**
     * Writes a document.
     *
     * @param ttl how long to keep it; null for ever
     */
    record Put(String key, String json, @Nullable Duration ttl) implements Write {}

    record Drop(String key) implements Write {}

    /** Adds to an index, or moves what is in it already. */
    record Add(String index, String member, long score) implements Write {}

    record Remove(String index, String member) implements Write {}
}
