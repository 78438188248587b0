package dev.atelier.query.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What clients are told at {@code GET /api/config}. Limits are enforced elsewhere; these are the published values.
 *
 * @param clientId under which plugins sign in at the issuer
 * @param oldestPlugin the oldest version of the plugin that still works
 */
@ConfigurationProperties("atelier.client")
public record ClientSettings(
        @DefaultValue("atelier-plugin") String clientId,
        @DefaultValue("0.1.0") String oldestPlugin,
        @DefaultValue("20MB") DataSize pictureMax,
        @DefaultValue("40000000") long pixelsMax,
        @DefaultValue("100") int jobsInFlightMax) {
    public ClientSettings {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("atelier.client.client-id must not be empty");
        }
    }
}
