package dev.atelier.command.upload.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a picture's file says beside its pixels, and the file without anything that is not needed for them.
 *
 * @param essence what is given to the decoder
 * @param exif the TIFF structure with the orientation, null without one
 * @param colourProfile an ICC profile that the decoder does not see, null without one
 * @param frames sizes that the file names beside the one the decoder will tell: none may be too large either
 */
record Container(byte[] essence, byte @Nullable [] exif, byte @Nullable [] colourProfile, List<Size> frames) {
    record Size(int width, int height) {}

    /** Refuses what is broken or hides another picture inside. */
    static Container open(PictureFormat format, byte[] bytes) {
        return switch (format) {
            case PNG -> PngContainer.open(bytes);
            case WEBP -> WebpContainer.open(bytes);
            case JPEG -> JpegContainer.open(bytes);
            case GIF -> GifContainer.open(bytes);
            case BMP -> BmpContainer.open(bytes);
        };
    }
}
