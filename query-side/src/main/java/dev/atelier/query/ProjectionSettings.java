package dev.atelier.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is folded into read models.
 *
 * @param batch how many events are folded at once
 * @param idlePause how long to wait before the log is looked at again when it had nothing new
 * @param completedJobTtl how long a finished job's view is kept in Redis (environment: {@code COMPLETED_JOB_TTL})
 */
@ConfigurationProperties("atelier.projection")
public record ProjectionSettings(
        @DefaultValue("500") int batch,
        @DefaultValue("20ms") Duration idlePause,
        @DefaultValue("24h") Duration completedJobTtl) {
    public ProjectionSettings {
        if (batch < 1 || batch > 5_000) {
            throw new IllegalArgumentException("atelier.projection.batch has to be between 1 and 5000");
        }
        if (!idlePause.isPositive()) {
            throw new IllegalArgumentException("atelier.projection.idle-pause has to be positive");
        }
        if (completedJobTtl.isNegative()) {
            throw new IllegalArgumentException(
                    "atelier.projection.completed-job-ttl (COMPLETED_JOB_TTL) must not be negative");
        }
    }
}
