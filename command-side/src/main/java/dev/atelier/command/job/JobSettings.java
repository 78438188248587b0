package dev.atelier.command.job;

import dev.atelier.command.job.domain.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.jobs.*}.
 *
 * @param retriesMax further attempts after the first one; {@code MAX_RETRIES}
 * @param retryDelays before each of them, the last one for all that follow; {@code RETRY_DELAYS}
 * @param inFlightMax jobs that a person may have under way at once
 * @param startLimit how long a job may wait for its first start
 * @param outputPixelsMax width times height of the largest picture that a job may make
 * @param waitersMax requests with {@code Prefer: wait} that are held at once; those beyond are answered at once
 * @param waitersPerPersonMax the same for one person
 */
@ConfigurationProperties("atelier.jobs")
record JobSettings(
        @DefaultValue("5") int retriesMax,

        @DefaultValue({"1s", "5s", "15s", "1m", "5m"}) List<Duration> retryDelays,

        @DefaultValue("100") int inFlightMax,
        @DefaultValue("1h") Duration startLimit,
        @DefaultValue("100000000") long outputPixelsMax,
        @DefaultValue("64") int waitersMax,
        @DefaultValue("5") int waitersPerPersonMax) {
    JobSettings {
        require(retriesMax >= 0, "atelier.jobs.retries-max (MAX_RETRIES) must not be below 0");
        require(
                !retryDelays.isEmpty() && retryDelays.stream().noneMatch(Duration::isNegative),
                "atelier.jobs.retry-delays (RETRY_DELAYS) needs at least one delay, such as 1s,5s,15s,1m,5m");
        require(inFlightMax > 0, "atelier.jobs.in-flight-max must be above 0");
        require(startLimit.isPositive(), "atelier.jobs.start-limit must be above zero");
        require(outputPixelsMax > 0, "atelier.jobs.output-pixels-max must be above 0");
        require(waitersMax >= 0, "atelier.jobs.waiters-max must not be below 0");
        require(waitersPerPersonMax >= 0, "atelier.jobs.waiters-per-person-max must not be below 0");
    }

    RetryPolicy retries() {
        return new RetryPolicy(retriesMax, retryDelays);
    }

    private static void require(boolean fits, String message) {
        if (!fits) {
            throw new IllegalArgumentException(message);
        }
    }
}
