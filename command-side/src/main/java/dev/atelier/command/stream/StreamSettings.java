package dev.atelier.command.stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.streams.*}.
 *
 * @param rememberedMax how many accounts, and how many jobs, are kept in memory: about 1 kB each
 * @param atOnceMax how many requests may wait for the log at once; those beyond are answered 503 at once
 */
@ConfigurationProperties("atelier.streams")
record StreamSettings(
        @DefaultValue("10000") int rememberedMax,
        @DefaultValue("1000") int atOnceMax) {
    StreamSettings {
        if (rememberedMax < 0) {
            throw new IllegalArgumentException("atelier.streams.remembered-max must not be below 0");
        }
        if (atOnceMax < 1) {
            throw new IllegalArgumentException("atelier.streams.at-once-max must be above 0");
        }
    }
}
