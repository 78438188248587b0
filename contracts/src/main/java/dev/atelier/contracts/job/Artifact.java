package dev.atelier.contracts.job;

import org.jspecify.annotations.Nullable;

/**
 * A stored result, proven by reading the stored object's size and checksum.
 *
 * @param key {@code results/<job>/<attempt>/<sha256>.<extension>} in the bucket
 * @param bytes size of the object
 * @param sha256 64 hex digits
 * @param width pixels; null for what has none
 * @param height pixels; null for what has none
 */
public record Artifact(
        String key,
        String mediaType,
        long bytes,
        String sha256,
        @Nullable Integer width,
        @Nullable Integer height) {}
