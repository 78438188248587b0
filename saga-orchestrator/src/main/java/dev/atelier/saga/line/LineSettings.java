package dev.atelier.saga.line;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the waiting line is served.
 *
 * @param checkInterval how often free places are asked for while somebody waits and nothing else is heard
 * @param handOutPatience after what time an order that nobody has begun is taken for lost and waits again
 */
@ConfigurationProperties("atelier.line")
public record LineSettings(
        @DefaultValue("50ms") Duration checkInterval,
        @DefaultValue("30s") Duration handOutPatience) {
    public LineSettings {
        if (!checkInterval.isPositive() || !handOutPatience.isPositive()) {
            throw new IllegalArgumentException(
                    "atelier.line.check-interval and atelier.line.hand-out-patience must be above zero");
        }
    }
}
