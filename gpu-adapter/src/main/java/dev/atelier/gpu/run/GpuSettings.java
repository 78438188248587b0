package dev.atelier.gpu.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this adapter works.
 *
 * @param worker its name, one per process; a random one if it is not set. One that stays the same over restarts lets it
 *     go on with runs that the back end still has
 * @param pools whose orders it takes
 * @param concurrentJobs how many runs it may have at once, if its back end holds as many
 * @param heartbeatInterval how often it says that it still has a run
 * @param progressInterval how often it may say how far a run is
 * @param claimTimeout how long to wait for the answer to a claim before asking again
 * @param checkInterval how often the back end is asked whether it is there
 * @param stopTimeout how long a stopped adapter lets its last reports go out
 */
@ConfigurationProperties("atelier.gpu")
public record GpuSettings(
        @Nullable String worker,
        @DefaultValue("image") List<String> pools,
        @DefaultValue("3") int concurrentJobs,
        @DefaultValue("10s") Duration heartbeatInterval,
        @DefaultValue("500ms") Duration progressInterval,
        @DefaultValue("5s") Duration claimTimeout,
        @DefaultValue("5s") Duration checkInterval,
        @DefaultValue("3s") Duration stopTimeout) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public GpuSettings {
        worker = worker == null || worker.isBlank() ? randomName() : worker;
        if (!NAME.matcher(worker).matches()) {
            throw new IllegalArgumentException("atelier.gpu.worker may have a-z, 0-9 and hyphens, 63 at most");
        }
        if (pools.isEmpty()
                || !pools.stream().allMatch(pool -> NAME.matcher(pool).matches())) {
            throw new IllegalArgumentException("atelier.gpu.pools must name pools, such as image");
        }
        if (concurrentJobs < 1) {
            throw new IllegalArgumentException("atelier.gpu.concurrent-jobs (CONCURRENT_JOBS) must be at least 1");
        }
        positive("heartbeat-interval", heartbeatInterval);
        positive("progress-interval", progressInterval);
        positive("claim-timeout", claimTimeout);
        positive("check-interval", checkInterval);
        positive("stop-timeout", stopTimeout);
    }

    /** The worker's name; never null once the settings exist. */
    String name() {
        return java.util.Objects.requireNonNull(worker);
    }

    private static String randomName() {
        return "gpu-" + UUID.randomUUID().toString().substring(0, 13).toLowerCase(Locale.ROOT);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("atelier.gpu." + name + " must be longer than zero");
        }
    }
}
