package dev.atelier.query.ledger;

import dev.atelier.audit.domain.AuditLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit of the ledger.
 *
 * @param settleWithin how long after a job's end its hold may be open before that is a finding
 * @param stuckAfter how long a job may live before that is a finding
 * @param orphanAge how old an object that no event names may be before that is a finding; later than it is swept
 * @param objectsMax how many objects are remembered, 48 to 96 bytes each; where the log names more, S3 is not compared
 * @param patience how long a request waits for the audit that it began, before it is told to come again
 * @param freshness for how long a result is given to whoever asks, before another audit is begun
 */
@ConfigurationProperties("atelier.audit")
public record LedgerSettings(
        @DefaultValue("10m") Duration settleWithin,
        @DefaultValue("24h") Duration stuckAfter,
        @DefaultValue("48h") Duration orphanAge,
        @DefaultValue("1000000") int objectsMax,
        @DefaultValue("20s") Duration patience,
        @DefaultValue("10s") Duration freshness) {
    public LedgerSettings {
        positive("settle-within", settleWithin);
        positive("stuck-after", stuckAfter);
        positive("orphan-age", orphanAge);
        positive("patience", patience);
        if (objectsMax < 1 || objectsMax > 100_000_000) {
            throw new IllegalArgumentException("atelier.audit.objects-max has to be between 1 and 100000000");
        }
        if (freshness.isNegative()) {
            throw new IllegalArgumentException("atelier.audit.freshness must not be negative");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("atelier.audit." + name + " has to be longer than nothing");
        }
    }

    AuditLimits limits() {
        return new AuditLimits(settleWithin, stuckAfter);
    }
}
