package dev.atelier.query.readmodel;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is: by address, or by host, port and password.
 *
 * @param url {@code redis://user:password@host:port/database}; when given, the other three are not read
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
        if (!url.isBlank() && !url.startsWith("redis://") && !url.startsWith("rediss://")) {
            throw new IllegalArgumentException("atelier.redis.url (REDIS_URL) has to begin with redis:// or rediss://");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("atelier.redis.timeout has to be positive");
        }
    }

    @Override
    public String toString() {
        return "RedisSettings[secret]";
    }
}
