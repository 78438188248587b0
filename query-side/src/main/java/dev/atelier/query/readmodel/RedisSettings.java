package dev.atelier.query.readmodel;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is: by address, or by host, port and password.
 *
 * @param url {@code redis://:password@host:port/database}; when given, the other three are not read
 * @param timeout how long to wait for an answer
 */
@ConfigurationProperties("atelier.redis")
public record RedisSettings(
        @DefaultValue("") String url,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("6379") int port,
        @DefaultValue("") String password,
        @DefaultValue("2s") Duration timeout) {
    public RedisSettings {
        if (!url.isBlank() && !isAddress(url)) {
            throw new IllegalArgumentException(
                    "atelier.redis.url (REDIS_URL) is not an address like redis://:password@127.0.0.1:6379/0");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("atelier.redis.timeout has to be positive");
        }
    }

    /** The text itself is never told: it has a password. */
    private static boolean isAddress(String url) {
        try {
            URI address = URI.create(url);
            boolean redis = "redis".equals(address.getScheme()) || "rediss".equals(address.getScheme());
            return redis && address.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "RedisSettings[secret]";
    }
}
