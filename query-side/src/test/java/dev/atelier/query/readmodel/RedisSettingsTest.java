package dev.atelier.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisSettingsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Test
    void aBadAddressIsRefusedWithoutTellingIt() {
        assertThatThrownBy(() -> new RedisSettings("redis://:hidden@host:port", "", 1, "", TIMEOUT))
                .hasMessageContaining("atelier.redis.url")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> new RedisSettings("http://host", "", 1, "", TIMEOUT))
                .hasMessageContaining("REDIS_URL");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new RedisSettings("redis://:hidden@host:1", "", 1, "hidden", TIMEOUT).toString())
                .doesNotContain("hidden");
    }
}
