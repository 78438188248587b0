package dev.atelier.web.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.requests.*}.
 *
 * @param atOnceMax requests that are worked on at the same time; those that only wait are not counted
 * @param perCallerMax requests that one person or administrator has open at the same time, waiting ones too
 */
@ConfigurationProperties("atelier.requests")
public record RequestSettings(
        @DefaultValue("256") int atOnceMax,
        @DefaultValue("64") int perCallerMax) {
    public RequestSettings {
        if (atOnceMax < 1 || perCallerMax < 1) {
            throw new IllegalArgumentException(
                    "atelier.requests.at-once-max and atelier.requests.per-caller-max must be at least 1");
        }
    }
}
