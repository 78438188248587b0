package dev.atelier.gpu.runpod;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One endpoint of RunPod and how patient to be with it.
 *
 * @param url where RunPod is, without the endpoint
 * @param endpoint the endpoint's id
 * @param key the key that may use it; never printed
 * @param places how many runs it may hold at once: as many as it may have workers
 * @param requestTimeout for one request and its answer
 * @param transferTimeout for one file, and for the late answer to a submission that was given up
 * @param pollFirst how long after the submission, or after something has changed, a job is looked at
 * @param pollLongest how rarely a job is looked at that does not change
 * @param settleTime how long a job must be unknown before it is lost
 * @param awayLimit how long RunPod may be out of reach during a run
 * @param throttlePatience how long a submission waits while RunPod takes none
 * @param stopGrace how long a run past its limit is given to stop
 * @param payloadBytesMax the largest request for a job; RunPod's own limit is 10 MB
 * @param outputBytesMax the largest file that is fetched
 * @param resultHosts from where results may be fetched: {@code host} or {@code host:port} by https, or, for tests,
 *     {@code http://host:port}
 * @param webhookBase the public address under which the adapter's {@code /runpod} is reached; null for no webhooks
 */
@ConfigurationProperties("atelier.runpod")
public record RunPodSettings(
        @DefaultValue("https://api.runpod.ai/v2") URI url,
        @DefaultValue("") String endpoint,
        @DefaultValue("") String key,
        @DefaultValue("3") int places,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("5m") Duration transferTimeout,
        @DefaultValue("500ms") Duration pollFirst,
        @DefaultValue("5s") Duration pollLongest,
        @DefaultValue("5s") Duration settleTime,
        @DefaultValue("1m") Duration awayLimit,
        @DefaultValue("30s") Duration throttlePatience,
        @DefaultValue("10s") Duration stopGrace,
        @DefaultValue("10000000") long payloadBytesMax,
        @DefaultValue("268435456") long outputBytesMax,
        @DefaultValue List<String> resultHosts,
        @Nullable URI webhookBase) {
    private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** What a header may hold; anything else would be printed by whoever refuses the header. */
    private static final Pattern KEY = Pattern.compile("[!-~]+");

    public RunPodSettings {
        resultHosts = List.copyOf(resultHosts);
        if (!isAddress(url)) {
            throw new IllegalArgumentException("atelier.runpod.url (RUNPOD_URL) must be like https://host/v2");
        }
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new IllegalArgumentException("atelier.runpod.endpoint (RUNPOD_ENDPOINT) must be an endpoint's id");
        }
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("atelier.runpod.key (RUNPOD_API_KEY) must be set, without blanks");
        }
        if (webhookBase != null && !isAddress(webhookBase)) {
            throw new IllegalArgumentException(
                    "atelier.runpod.webhook-base (RUNPOD_WEBHOOK_BASE) must be like https://host/runpod");
        }
        atLeastOne("places", places);
        atLeastOne("payload-bytes-max", payloadBytesMax);
        atLeastOne("output-bytes-max", outputBytesMax);
        positive("request-timeout", requestTimeout);
        positive("transfer-timeout", transferTimeout);
        positive("poll-first", pollFirst);
        positive("poll-longest", pollLongest);
        positive("settle-time", settleTime);
        positive("away-limit", awayLimit);
        positive("throttle-patience", throttlePatience);
        positive("stop-grace", stopGrace);
        ResultHosts.of(resultHosts);
    }

    /** Where the endpoint's operations are, without a slash at the end. */
    String base() {
        return url.toString().replaceAll("/+$", "") + "/" + endpoint;
    }

    /** Says where, and never by which key. */
    @Override
    public String toString() {
        return "RunPodSettings[" + base() + "]";
    }

    private static boolean isAddress(URI address) {
        return Set.of("http", "https").contains(Objects.requireNonNullElse(address.getScheme(), ""))
                && address.getHost() != null
                && address.getQuery() == null
                && address.getFragment() == null
                && address.getUserInfo() == null;
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("atelier.runpod." + name + " must be longer than zero");
        }
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("atelier.runpod." + name + " must be at least 1");
        }
    }
}
