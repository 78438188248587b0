package dev.atelier.chaos.stage;

import java.util.Map;

/** Settings of every deployable under which a fault is noticed and mended in seconds. No rule is another one than in production. */
public final class ShortDelays {
    public static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("atelier.jobs.retry-delays", "200ms,500ms,1s,2s,4s"),
            Map.entry("atelier.jobs.in-flight-max", "5000"),
            Map.entry("atelier.fulfilment.heartbeat-interval", "2s"),
            Map.entry("atelier.fulfilment.cancel-grace", "5s"),
            Map.entry("atelier.fulfilment.settle-repeat", "5s"),
            Map.entry("atelier.timers.check-interval", "1s"),
            Map.entry("atelier.gpu.heartbeat-interval", "2s"),
            Map.entry("atelier.gpu.check-interval", "1s"),
            Map.entry("atelier.comfyui.request-timeout", "5s"),
            Map.entry("atelier.comfyui.settle-time", "1s"),
            Map.entry("atelier.comfyui.away-limit", "5s"),
            Map.entry("atelier.comfyui.stall-limit", "10s"),
            Map.entry("atelier.comfyui.stall-pause", "5s"),
            Map.entry("atelier.comfyui.stop-grace", "3s"));

    private ShortDelays() {}
}
