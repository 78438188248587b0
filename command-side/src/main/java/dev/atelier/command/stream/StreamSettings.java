package dev.atelier.command.stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.streams.*}.
 *
 * @param rememberedMax how many accounts, and how many jobs, are kept in memory: about 1 kB each
 */
@ConfigurationProperties("atelier.streams")
record StreamSettings(@DefaultValue("10000") int rememberedMax) {
    StreamSettings {
        if (rememberedMax < 0) {
            throw new IllegalArgumentException("atelier.streams.remembered-max must not be below 0");
        }
    }
}
