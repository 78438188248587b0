package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.PictureCleaner;
import dev.atelier.gpu.picture.PictureHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Copies a result without its metadata and says what it is, by its content: a name or a content type may lie. ComfyUI
 * writes the whole graph, with prompts and file names, into every kind of file it saves (its SaveImage, SaveVideo,
 * SaveWEBM, SaveAudio and SaveGLB nodes).
 */
public final class MediaCleaner {
    private MediaCleaner() {}

    /**
     * Writes the result without its metadata.
     *
     * @throws IOException when the bytes are no whole result of a known kind; parts of it may have been written by then
     */
    public static Media clean(ByteBuffer result, OutputStream out) throws IOException {
        ByteBuffer bytes = result.slice();
        if (PictureCleaner.knows(bytes)) {
            PictureHeader header = PictureCleaner.clean(bytes, out);
            return new Media(header.format().mediaType(), header.format().extension(), header.width(), header.height());
        }
        try {
            return other(bytes, out);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new UnknownMediaException("the file ends too early");
        }
    }

    private static Media other(ByteBuffer bytes, OutputStream out) throws IOException {
        if (Mp4File.matches(bytes)) {
            return Mp4File.clean(bytes, out);
        }
        if (MatroskaFile.matches(bytes)) {
            return MatroskaFile.clean(bytes, out);
        }
        if (FlacFile.matches(bytes)) {
            return FlacFile.clean(bytes, out);
        }
        if (WavFile.matches(bytes)) {
            return WavFile.clean(bytes, out);
        }
        if (OpusFile.matches(bytes)) {
            return OpusFile.clean(bytes, out);
        }
        if (GlbFile.matches(bytes)) {
            return GlbFile.clean(bytes, out);
        }
        return Mp3File.matches(bytes) ? Mp3File.clean(bytes, out) : PlainText.copy(bytes, out);
    }
}
