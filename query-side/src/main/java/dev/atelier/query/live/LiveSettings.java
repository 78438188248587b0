package dev.atelier.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Live updates.
 *
 * @param heartbeat pause between comments on a silent stream
 * @param progressPause the least pause between two progress events of a job
 * @param streamsMax how many streams one person may have open
 * @param waitersMax how many requests of one person may wait, for a position or in a long poll
 */
@ConfigurationProperties("atelier.live")
public record LiveSettings(
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("500ms") Duration progressPause,
        @DefaultValue("5") int streamsMax,
        @DefaultValue("20") int waitersMax) {
    public LiveSettings {
        if (!heartbeat.isPositive()) {
            throw new IllegalArgumentException("atelier.live.heartbeat has to be positive");
        }
        if (streamsMax < 1 || waitersMax < 1) {
            throw new IllegalArgumentException(
                    "atelier.live.streams-max and atelier.live.waiters-max have to be positive");
        }
    }
}
