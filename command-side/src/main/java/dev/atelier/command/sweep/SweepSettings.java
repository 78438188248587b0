package dev.atelier.command.sweep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sweep of the bucket.
 *
 * @param enabled whether this process sweeps at all
 * @param dryRun whether orphans are only counted
 * @param every how long after a sweep the next one begins
 * @param orphanAge how old an object that no event names has to be before it is removed
 * @param objectsMax how many objects are remembered, 48 to 96 bytes each; where the log names more, nothing is removed
 */
@ConfigurationProperties("atelier.sweep")
public record SweepSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean dryRun,
        @DefaultValue("1h") Duration every,
        @DefaultValue("24h") Duration orphanAge,
        @DefaultValue("1000000") int objectsMax) {
    public SweepSettings {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("atelier.sweep.every has to be longer than nothing");
        }
        if (!orphanAge.isPositive()) {
            throw new IllegalArgumentException(
                    "atelier.sweep.orphan-age has to be longer than any upload or report is under way, such as 24h");
        }
        if (objectsMax < 1 || objectsMax > 100_000_000) {
            throw new IllegalArgumentException("atelier.sweep.objects-max has to be between 1 and 100000000");
        }
    }
}
