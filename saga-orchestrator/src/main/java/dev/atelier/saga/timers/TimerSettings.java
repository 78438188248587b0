package dev.atelier.saga.timers;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How timers are looked for.
 *
 * @param checkInterval how often for those that nobody announced; the environment's {@code QUEUE_CHECK_INTERVAL}
 */
@ConfigurationProperties("atelier.timers")
public record TimerSettings(@DefaultValue("5s") Duration checkInterval) {
    public TimerSettings {
        if (checkInterval.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException(
                    "atelier.timers.check-interval (or QUEUE_CHECK_INTERVAL) must be at least 10ms, for example 5s");
        }
    }
}
