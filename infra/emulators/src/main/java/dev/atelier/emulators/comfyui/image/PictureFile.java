package dev.atelier.emulators.comfyui.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads a picture (PNG, JPEG, WebP, GIF, BMP, TIFF; of an animation the first frame). As in ComfyUI alpha is dropped,
 * the EXIF orientation is applied, a colour profile is ignored, and a file that ends too early gives a damaged
 * picture and no error.
 */
public final class PictureFile {

    /** The side of the mask of a picture that has none. */
    private static final int NO_MASK = 64;

    private PictureFile() {}

    /**
     * What a node LoadImage gives.
     *
     * @param mask 1 where the picture is transparent; 64 × 64 zeros where it has no alpha
     */
    public record Loaded(ImageBatch picture, MaskBatch mask) {}

    /** Reads a picture for LoadImage; refusals carry the exception type of the real server. */
    public static Loaded load(Path file, MemoryLimit memory) throws IOException {
        if (Files.size(file) == 0) {
            throw new PythonError(
                    "av.error.InvalidDataError",
                    "[Errno 1094995529] Invalid data found when processing input: '" + file + "'");
        }
        BufferedImage image = decode(file, memory);
        Orientation orientation = Orientation.of(orientation(file));
        ImageBatch picture = orientation.turn(image.getWidth(), image.getHeight(), Channels.rgb(image));
        return new Loaded(picture, mask(image, orientation));
    }

    private static MaskBatch mask(BufferedImage image, Orientation orientation) {
        if (!image.getColorModel().hasAlpha()) {
            return new MaskBatch(NO_MASK, NO_MASK, List.of(new float[NO_MASK * NO_MASK]));
        }
        ImageBatch turned = orientation.turn(image.getWidth(), image.getHeight(), Channels.transparency(image));
        float[] frame = turned.frames().getFirst();
        float[] mask = new float[frame.length / ImageBatch.CHANNELS];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = frame[i * ImageBatch.CHANNELS];
        }
        return new MaskBatch(turned.width(), turned.height(), List.of(mask));
    }

    /** The picture as it is stored, neither turned nor checked for an empty file. */
    public static ImageBatch stored(Path file, MemoryLimit memory) throws IOException {
        BufferedImage image = decode(file, memory);
        return new ImageBatch(image.getWidth(), image.getHeight(), List.of(Channels.rgb(image)));
    }

    /** Decodes without turning; throws {@code PIL.UnidentifiedImageError} for what is no picture. */
    public static BufferedImage decode(Path file, MemoryLimit memory) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers =
                    in == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unidentified(file.toFile());
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return read(reader, file.toFile(), memory);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(ImageReader reader, File file, MemoryLimit memory) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        BufferedImage target;
        try {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            memory.check(width, height, 1);
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            target = types.next().createBufferedImage(width, height);
        } catch (IOException | RuntimeException e) {
            throw e instanceof PythonError known ? known : unidentified(file);
        }
        param.setDestination(target);
        try {
            return reader.read(0, param);
        } catch (IIOException | IndexOutOfBoundsException | java.io.EOFException e) {
            return target;
        }
    }

    private static PythonError unidentified(File file) {
        return new PythonError("PIL.UnidentifiedImageError", "cannot identify image file '" + file + "'");
    }

    private static int orientation(Path file) {
        try {
            var exif = ImageMetadataReader.readMetadata(file.toFile()).getFirstDirectoryOfType(ExifIFD0Directory.class);
            return exif != null && exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? exif.getInt(ExifIFD0Directory.TAG_ORIENTATION)
                    : 1;
        } catch (ImageProcessingException | MetadataException | IOException e) {
            // No metadata, or a file that ends too early: shown as stored.
            return 1;
        }
    }
}
