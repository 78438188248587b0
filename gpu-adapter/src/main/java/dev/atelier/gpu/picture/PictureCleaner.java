package dev.atelier.gpu.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Copies a picture without its metadata: what ComfyUI writes into a file (the whole graph with prompts and file names)
 * and whatever else a node may add. What is kept is named, part by part: the pixels and what they need to be shown in
 * the right colours. Encoded pixel data is copied as it is.
 */
public final class PictureCleaner {
    private PictureCleaner() {}

    /** Whether the bytes begin as a picture of a known format does. */
    public static boolean knows(ByteBuffer bytes) {
        return PngFile.matches(bytes) || JpegFile.matches(bytes) || WebpFile.matches(bytes) || GifFile.matches(bytes);
    }

    /**
     * Writes the picture without its metadata and says what it is.
     *
     * @throws UnreadablePictureException when the bytes are no whole picture of a known format; parts of it may have
     *     been written by then
     */
    public static PictureHeader clean(ByteBuffer picture, OutputStream out) throws IOException {
        ByteBuffer bytes = picture.slice();
        try {
            if (PngFile.matches(bytes)) {
                return PngFile.clean(bytes, out);
            }
            if (JpegFile.matches(bytes)) {
                return JpegFile.clean(bytes, out);
            }
            if (WebpFile.matches(bytes)) {
                return WebpFile.clean(bytes, out);
            }
            if (GifFile.matches(bytes)) {
                return GifFile.clean(bytes, out);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnreadablePictureException("the picture ends too early");
        }
        throw new UnreadablePictureException("not a PNG, JPEG, WebP or GIF picture");
    }
}
