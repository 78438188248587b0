package dev.atelier.gpu.media;

import org.jspecify.annotations.Nullable;

/**
 * What a result is.
 *
 * @param extension the end of a file's name, without the dot
 * @param width pixels; null for what has none
 * @param height pixels; null for what has none
 */
public record Media(
        String mediaType,
        String extension,
        @Nullable Integer width,
        @Nullable Integer height) {
    static Media of(String mediaType, String extension) {
        return new Media(mediaType, extension, null, null);
    }

    /** Of one picture, or of one of a film's; 0 for what has none. */
    public long pixels() {
        return width == null || height == null ? 0 : (long) width * height;
    }
}
