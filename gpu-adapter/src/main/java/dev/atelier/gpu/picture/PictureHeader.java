package dev.atelier.gpu.picture;

/**
 * What a picture's header says of it.
 *
 * @param width pixels
 * @param height pixels
 */
public record PictureHeader(PictureFormat format, int width, int height) {
    public long pixels() {
        return (long) width * height;
    }
}
