package dev.atelier.web.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code atelier.body.*}: how large a request's body may be.
 *
 * @param picture of {@code image/*} and {@code application/octet-stream}
 * @param other of everything else, JSON above all
 */
@ConfigurationProperties("atelier.body")
public record BodySettings(
        @DefaultValue("20MB") DataSize picture,
        @DefaultValue("256KB") DataSize other) {
    public BodySettings {
        if (picture.toBytes() <= 0 || other.toBytes() <= 0) {
            throw new IllegalArgumentException("atelier.body.picture and atelier.body.other must be above zero");
        }
    }
}
