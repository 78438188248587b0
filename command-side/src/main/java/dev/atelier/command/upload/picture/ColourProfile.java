package dev.atelier.command.upload.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * The ICC profile that stays with the pixels: without it the same numbers are other colours. Only one that speaks of
 * the red, green and blue that are written can stay.
 */
final class ColourProfile {
    private ColourProfile() {}

    /** @param beside a profile that was taken out of the file before it was decoded */
    static byte @Nullable [] of(BufferedImage image, byte @Nullable [] beside) {
        if (image.getColorModel().getNumColorComponents() < 3) {
            return null;
        }
        return beside == null ? decoded(image.getColorModel().getColorSpace()) : fitting(beside);
    }

    private static byte @Nullable [] decoded(ColorSpace space) {
        return space instanceof ICC_ColorSpace icc && !space.isCS_sRGB() && space.getType() == ColorSpace.TYPE_RGB
                ? icc.getProfile().getData()
                : null;
    }

    private static byte @Nullable [] fitting(byte[] profile) {
        try {
            return ICC_Profile.getInstance(profile).getColorSpaceType() == ColorSpace.TYPE_RGB ? profile : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
