package dev.atelier.contracts.job;

import dev.atelier.contracts.upload.UploadId;

/**
 * A ready upload as a job uses it.
 *
 * @param name the preset's name for the input, such as {@code image}
 * @param key {@code inputs/<owner>/<sha256>} in the bucket
 */
public record JobInput(
        String name, UploadId uploadId, String key, String mediaType, String sha256, int width, int height) {}
