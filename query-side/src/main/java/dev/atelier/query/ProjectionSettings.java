package dev.atelier.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is folded into read models.
 *
 * @param batch how many events are folded at once; Redis serves nobody else while they are written, some milliseconds
 * @param documentsCached how many documents, of about a kilobyte, are remembered from one batch to the next
 * @param completedJobTtl how long a finished job's view is kept in Redis (environment: {@code COMPLETED_JOB_TTL})
 */
@ConfigurationProperties("atelier.projection")
public record ProjectionSettings(
        @DefaultValue("2000") int batch,
        @DefaultValue("20000") int documentsCached,
        @DefaultValue("24h") Duration completedJobTtl) {
    public ProjectionSettings {
        if (batch < 1 || batch > 5_000) {
            throw new IllegalArgumentException("atelier.projection.batch has to be between 1 and 5000");
        }
        if (documentsCached < 0) {
            throw new IllegalArgumentException("atelier.projection.documents-cached must not be negative");
        }
        if (completedJobTtl.isNegative()) {
            throw new IllegalArgumentException(
                    "atelier.projection.completed-job-ttl (COMPLETED_JOB_TTL) must not be negative");
        }
    }
}
