package dev.atelier.command.upload.picture;

import dev.atelier.contracts.error.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes a picture safe to hand on. Type and size are read from the header, before anything is decoded; decoding waits
 * for its share of memory, so that many pictures at once cannot exhaust it.
 */
public final class PictureCleaner {
    /** A decoded pixel and its copies, in bytes; the measure of the memory that a picture claims. */
    private static final int BYTES_PER_PIXEL = 9;

    private static final int MEGABYTE = 1 << 20;
    private static final Duration MEMORY_WAIT = Duration.ofSeconds(10);
    /** Deflate level 4 of 9: near the best size at a fraction of the time. */
    private static final float COMPRESSION = 1 - 4 / 9f;

    private final long pixelsMax;
    private final int megabytesMax;
    private final Semaphore memory;

    static {
        ImageIO.setUseCache(false);
    }

    /**
     * @param pixelsMax the largest picture that is taken
     * @param megabytesMax memory for all pictures that are decoded at the same time
     */
    public PictureCleaner(long pixelsMax, int megabytesMax) {
        this.pixelsMax = pixelsMax;
        this.megabytesMax = megabytesMax;
        this.memory = new Semaphore(megabytesMax, true);
    }

    /** Throws {@link PictureRefusedException} for what is not a picture, too big, cut off or damaged. */
    public CleanPicture clean(byte[] content) {
        PictureFormat format = PictureFormat.of(content).orElseThrow(PictureCleaner::notAnImage);
        ImageReader reader = readerOf(format);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, false);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireSize(width, height);
            return withMemoryFor((long) width * height, () -> decode(reader, format, content));
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException | IllegalStateException e) {
            throw notAnImage();
        } finally {
            reader.dispose();
        }
    }

    @FunctionalInterface
    private interface Decoding {
        CleanPicture run() throws IOException;
    }

    private CleanPicture decode(ImageReader reader, PictureFormat format, byte[] content) throws IOException {
        ReadWarnings warnings = new ReadWarnings();
        reader.addIIOReadWarningListener(warnings);
        BufferedImage raw = reader.read(0);
        if (warnings.sawDamage() || (format == PictureFormat.JPEG && !JpegEnd.isPresent(content))) {
            throw notAnImage();
        }
        BufferedImage upright = Orientation.of(content).apply(Pixels.eightBit(raw));
        byte[] png = ColorProfile.of(format, content)
                .map(profile -> profile.embedIn(write(upright)))
                .orElseGet(() -> write(upright));
        return new CleanPicture(png, upright.getWidth(), upright.getHeight());
    }

    private CleanPicture withMemoryFor(long pixels, Decoding decoding) throws IOException {
        int megabytes = (int) Math.min(megabytesMax, 1 + pixels * BYTES_PER_PIXEL / MEGABYTE);
        try {
            if (!memory.tryAcquire(megabytes, MEMORY_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PictureRefusedException(ErrorCode.UNAVAILABLE, "too many pictures at once", Map.of());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PictureRefusedException(ErrorCode.UNAVAILABLE, "stopping", Map.of());
        }
        try {
            return decoding.run();
        } finally {
            memory.release(megabytes);
        }
    }

    private void requireSize(int width, int height) {
        long pixels = (long) width * height;
        if (width < 1 || height < 1) {
            throw notAnImage();
        }
        if (pixels > pixelsMax) {
            throw new PictureRefusedException(
                    ErrorCode.TOO_MANY_PIXELS,
                    width + " × " + height + " = " + pixels + " pixels; at most " + pixelsMax + " are taken",
                    Map.of("width", width, "height", height, "pixels", pixels, "pixelsMax", pixelsMax));
        }
    }

    private static ImageReader readerOf(PictureFormat format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.imageIoName());
        if (!readers.hasNext()) {
            throw new IllegalStateException("no reader for " + format);
        }
        return readers.next();
    }

    private static byte[] write(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(COMPRESSION);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static PictureRefusedException notAnImage() {
        return new PictureRefusedException(
                ErrorCode.NOT_AN_IMAGE, "a whole PNG, JPEG, WebP, GIF or BMP picture is needed", Map.of());
    }
}
