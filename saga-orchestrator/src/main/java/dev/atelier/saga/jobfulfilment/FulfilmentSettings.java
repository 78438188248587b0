package dev.atelier.saga.jobfulfilment;

import dev.atelier.saga.jobfulfilment.domain.Patience;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are watched.
 *
 * @param heartbeatInterval how often a worker says that it still has a run
 * @param heartbeatsMissed so many missed in a row, and the attempt is lost
 * @param cancelGrace how long a worker may take to say that it stopped
 * @param settleRepeat after what time an unanswered command is sent again
 * @param batchSize events per transaction, at most
 * @param sagasCached so many unsettled jobs are kept in memory by the process that has the segment, at most
 * @param claimTimeout after what time another process may take over from one that died
 */
@ConfigurationProperties("atelier.fulfilment")
public record FulfilmentSettings(
        @DefaultValue("10s") Duration heartbeatInterval,
        @DefaultValue("3") int heartbeatsMissed,
        @DefaultValue("30s") Duration cancelGrace,
        @DefaultValue("1m") Duration settleRepeat,
        @DefaultValue("500") int batchSize,
        @DefaultValue("20000") int sagasCached,
        @DefaultValue("5s") Duration claimTimeout) {
    public FulfilmentSettings {
        positive("heartbeat-interval", heartbeatInterval);
        positive("cancel-grace", cancelGrace);
        positive("settle-repeat", settleRepeat);
        positive("claim-timeout", claimTimeout);
        if (heartbeatsMissed < 1) {
            throw new IllegalArgumentException("atelier.fulfilment.heartbeats-missed must be at least 1");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("atelier.fulfilment.batch-size must be at least 1");
        }
        if (sagasCached < 0) {
            throw new IllegalArgumentException("atelier.fulfilment.sagas-cached must not be negative");
        }
    }

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("atelier.fulfilment." + name + " must be a duration such as 10s");
        }
    }

    Patience patience() {
        return new Patience(heartbeatInterval.multipliedBy(heartbeatsMissed), cancelGrace, settleRepeat);
    }
}
