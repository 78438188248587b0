package dev.atelier.command.upload.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * How a camera was held, as EXIF tells it (tag 0x0112, values 1 to 8): the picture is turned and mirrored so that no
 * tag is needed any more.
 *
 * @param mirrored left and right change places, before turning
 * @param quarterTurns clockwise
 */
record Orientation(boolean mirrored, int quarterTurns) {
    private static final Orientation UPRIGHT = new Orientation(false, 0);

    static Orientation of(byte[] content) {
        try {
            ExifIFD0Directory exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(content))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            return ofTag(exif.getInt(ExifIFD0Directory.TAG_ORIENTATION));
        } catch (ImageProcessingException | IOException | MetadataException unreadable) {
            return UPRIGHT;
        }
    }

    static Orientation ofTag(int tag) {
        return switch (tag) {
            case 2 -> new Orientation(true, 0);
            case 3 -> new Orientation(false, 2);
            case 4 -> new Orientation(true, 2);
            case 5 -> new Orientation(true, 3);
            case 6 -> new Orientation(false, 1);
            case 7 -> new Orientation(true, 1);
            case 8 -> new Orientation(false, 3);
            default -> UPRIGHT;
        };
    }

    BufferedImage apply(BufferedImage source) {
        if (equals(UPRIGHT)) {
            return source;
        }
        int width = source.getWidth();
        int height = source.getHeight();
        boolean lying = quarterTurns % 2 == 1;
        BufferedImage turned = new BufferedImage(lying ? height : width, lying ? width : height, source.getType());
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            source.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int from = mirrored ? width - 1 - x : x;
                switch (quarterTurns) {
                    case 0 -> turned.setRGB(from, y, row[x]);
                    case 1 -> turned.setRGB(height - 1 - y, from, row[x]);
                    case 2 -> turned.setRGB(width - 1 - from, height - 1 - y, row[x]);
                    default -> turned.setRGB(y, width - 1 - from, row[x]);
                }
            }
        }
        return turned;
    }
}
