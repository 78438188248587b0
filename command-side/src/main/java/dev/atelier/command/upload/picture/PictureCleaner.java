package dev.atelier.command.upload.picture;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.atelier.command.upload.picture.Container.Size;
import dev.atelier.command.upload.picture.UnacceptablePictureException.Why;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Turns what a person handed in into a {@link CleanPicture}, or says why it cannot. */
public final class PictureCleaner {
    private static final List<String> LOSSES = List.of("premature", "corrupt", "truncated");

    private final PictureSettings settings;
    private final DecodingMemory memory;

    public PictureCleaner(PictureSettings settings) {
        this.settings = settings;
        memory = new DecodingMemory(settings);
    }

    /** An {@link UnacceptablePictureException} for what is broken or too large, a {@link BusyException} under load. */
    public CleanPicture clean(Path file) {
        return memory.inHand(() -> clean(read(file)));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CleanPicture clean(byte[] bytes) {
        PictureFormat format = PictureFormat.of(bytes)
                .orElseThrow(() -> UnacceptablePictureException.broken("the first bytes are of no known format"));
        if (format == PictureFormat.PNG) {
            PngContainer.announced(bytes).ifPresent(this::requireBearable);
        }
        Container container = Container.open(format, bytes);
        container.frames().forEach(this::requireBearable);
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try {
            reader.setInput(new ByteArrayImageInputStream(container.essence()), true, format == PictureFormat.PNG);
            Size size = size(reader);
            requireBearable(size);
            return memory.with((long) size.width() * size.height(), () -> write(decode(reader), container));
        } finally {
            reader.dispose();
        }
    }

    /** Read from the header: nothing is decoded before its size is known to be bearable. */
    private static Size size(ImageReader reader) {
        try {
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } catch (IOException | RuntimeException e) {
            throw UnacceptablePictureException.broken(e.toString());
        }
    }

    private void requireBearable(Size size) {
        if (size.width() < 1 || size.height() < 1) {
            throw UnacceptablePictureException.broken("a picture without pixels");
        }
        long pixels = (long) size.width() * size.height();
        if (pixels > settings.pixelsMax() || Math.max(size.width(), size.height()) > settings.sideMax()) {
            throw new UnacceptablePictureException(
                    new Why.TooManyPixels(size.width(), size.height(), settings.pixelsMax(), settings.sideMax()));
        }
    }

    /** The whole picture; decoders that go on where data are missing say so in a warning, which counts as broken. */
    private static BufferedImage decode(ImageReader reader) {
        List<String> losses = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> {
            String text = warning.toLowerCase(Locale.ROOT);
            if (LOSSES.stream().anyMatch(text::contains)) {
                losses.add(warning);
            }
        });
        BufferedImage image;
        try {
            image = reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw UnacceptablePictureException.broken(e.toString());
        }
        if (!losses.isEmpty()) {
            throw UnacceptablePictureException.broken(losses.getFirst());
        }
        return image;
    }

    private static CleanPicture write(BufferedImage image, Container container) {
        PixelRows rows = new PixelRows(image, Orientation.of(container.exif()));
        byte[] profile = ColourProfile.of(image, container.colourProfile());
        MessageDigest digest = newDigest();
        try {
            Path file = Files.createTempFile("picture-", ".png");
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
                PngWriter.write(rows, profile, out);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            String sha256 = HexFormat.of().formatHex(digest.digest());
            return new CleanPicture(file, Files.size(file), sha256, rows.width(), rows.height());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
