package dev.atelier.web.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code atelier.body.*}: how large a request's body may be.
 *
 * @param picture of {@code image/*} and {@code application/octet-stream}
 * @param other of everything else, JSON above all
 * @param patience how long everything else may take to come in: a request that is worked on holds a place meanwhile
 */
@ConfigurationProperties("atelier.body")
public record BodySettings(
        @DefaultValue("20MB") DataSize picture,
        @DefaultValue("256KB") DataSize other,
        @DefaultValue("10s") Duration patience) {
    public BodySettings {
        if (picture.toBytes() <= 0 || other.toBytes() <= 0) {
            throw new IllegalArgumentException("atelier.body.picture and atelier.body.other must be above zero");
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("atelier.body.patience must be above zero");
        }
    }
}
