package dev.atelier.command.upload.picture;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code atelier.pictures.*}.
 *
 * @param pixelsMax width times height that is decoded
 * @param sideMax width or height that is decoded
 * @param memory what all decoding at one time may use; below what the largest picture needs, one is decoded at a time
 * @param patience how long a picture waits for memory before the client is told to come again
 * @param perPersonMax pictures that one person may be sending at once
 */
@ConfigurationProperties("atelier.pictures")
public record PictureSettings(
        @DefaultValue("40000000") long pixelsMax,
        @DefaultValue("16384") int sideMax,
        @DefaultValue("256MB") DataSize memory,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("4") int perPersonMax) {
    public PictureSettings {
        if (pixelsMax < 1 || sideMax < 1 || memory.toMegabytes() < 1 || patience.isNegative() || perPersonMax < 1) {
            throw new IllegalArgumentException(
                    "atelier.pictures.pixels-max, side-max, memory and per-person-max must be above zero");
        }
    }
}
