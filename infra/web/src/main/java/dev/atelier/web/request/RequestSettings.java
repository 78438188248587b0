package dev.atelier.web.request;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.requests.*}.
 *
 * @param atOnceMax requests that are worked on at the same time; those that only wait are not counted
 */
@ConfigurationProperties("atelier.requests")
public record RequestSettings(@DefaultValue("256") int atOnceMax) {
    public RequestSettings {
        if (atOnceMax < 1) {
            throw new IllegalArgumentException("atelier.requests.at-once-max must be at least 1");
        }
    }
}
