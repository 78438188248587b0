package dev.atelier.eventstore.proof;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is sealed.
 *
 * @param keyFile PEM file with the Ed25519 key pair that signs heads; without one nothing is sealed
 * @param headFile where the newest head is written after each block; the same file tells, after a restart, what the log
 *     must still have
 * @param every how long an event waits at most, while the database answers
 * @param blockEventsMax how many events share a block at most
 */
@ConfigurationProperties("atelier.seal")
public record SealSettings(
        @DefaultValue("") String keyFile,
        @DefaultValue("") String headFile,
        @DefaultValue("10s") Duration every,
        @DefaultValue("4096") int blockEventsMax) {
    public SealSettings {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("set atelier.seal.every (or SEAL_EVERY) to more than 0, such as 10s");
        }
        if (blockEventsMax < 1 || blockEventsMax > 65_536) {
            throw new IllegalArgumentException("set atelier.seal.block-events-max to 1 to 65536");
        }
    }
}
