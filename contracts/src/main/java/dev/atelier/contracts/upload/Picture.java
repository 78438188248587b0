package dev.atelier.contracts.upload;

/**
 * A cleaned picture in the bucket: upright, without metadata other than its colour profile.
 *
 * @param key {@code inputs/<owner>/<sha256>}
 * @param sha256 of the stored bytes, 64 hex digits
 */
public record Picture(String key, String mediaType, long bytes, String sha256, int width, int height) {}
