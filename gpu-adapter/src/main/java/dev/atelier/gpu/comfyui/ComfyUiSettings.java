package dev.atelier.gpu.comfyui;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where ComfyUI is and how patient to be with it.
 *
 * @param url base address, {@code http://host:8188}; the web socket's is made from it
 * @param requestTimeout for one request and its answer
 * @param transferTimeout for one file, in or out
 * @param settleTime how long a run may be in neither list before it is lost: an entry may come a little after its event
 * @param awayLimit how long the server may be out of reach during a run
 * @param stallLimit how long a run may wait while nothing runs before the server's worker is taken for dead
 * @param stallPause how long to take no orders then
 * @param memoryPause how long to take no orders after a run failed for want of memory; it doubles each time
 * @param silenceLimit how long a run may execute without a word on the web socket before that is opened again
 * @param stopGrace how long a run past its limit is given to stop
 * @param outputBytesMax the largest file that is fetched
 */
@ConfigurationProperties("atelier.comfyui")
public record ComfyUiSettings(
        URI url,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("5m") Duration transferTimeout,
        @DefaultValue("2s") Duration settleTime,
        @DefaultValue("15s") Duration awayLimit,
        @DefaultValue("1m") Duration stallLimit,
        @DefaultValue("1m") Duration stallPause,
        @DefaultValue("15s") Duration memoryPause,
        @DefaultValue("30s") Duration silenceLimit,
        @DefaultValue("10s") Duration stopGrace,
        @DefaultValue("268435456") long outputBytesMax) {

    public ComfyUiSettings {
        @Nullable String scheme = url.getScheme();
        if (scheme == null
                || !Set.of("http", "https").contains(scheme)
                || url.getHost() == null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException("atelier.comfyui.url (COMFYUI_URL) must be like http://host:8188");
        }
        positive("request-timeout", requestTimeout);
        positive("transfer-timeout", transferTimeout);
        positive("settle-time", settleTime);
        positive("away-limit", awayLimit);
        positive("stall-limit", stallLimit);
        positive("stall-pause", stallPause);
        positive("memory-pause", memoryPause);
        positive("silence-limit", silenceLimit);
        positive("stop-grace", stopGrace);
        if (outputBytesMax < 1) {
            throw new IllegalArgumentException("atelier.comfyui.output-bytes-max must be at least 1");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException("atelier.comfyui." + name + " must be longer than zero");
        }
    }
}
