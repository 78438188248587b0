package dev.atelier.eventstore;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How identities are hidden.
 *
 * @param key secret for the HMAC in identities' ids, at least 32 characters; the same everywhere and for ever
 */
@ConfigurationProperties("atelier.identity")
public record IdentitySettings(@DefaultValue("") String key) {
    public IdentitySettings {
        if (key.length() < 32) {
            throw new IllegalArgumentException(
                    "set atelier.identity.key (or IDENTITY_KEY) to a secret of at least 32 characters");
        }
    }

    @Override
    public String toString() {
        return "IdentitySettings[secret]";
    }
}
