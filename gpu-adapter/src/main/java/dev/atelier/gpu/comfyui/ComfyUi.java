package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** One ComfyUI server. */
public final class ComfyUi implements Backend, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    /** One that runs and one that waits: what is in a server's queue dies with it, and its turn cannot be changed. */
    private static final int PLACES = 2;

    private final ComfyUiSettings settings;
    private final ComfyUiHttp http;
    private volatile Instant pausedUntil = Instant.MIN;

    public ComfyUi(ComfyUiSettings settings) {
        this.settings = settings;
        this.http = new ComfyUiHttp(settings);
    }

    @Override
    public int places() {
        return PLACES;
    }

    @Override
    public boolean isAvailable() throws InterruptedException {
        if (Instant.now().isBefore(pausedUntil)) {
            return false;
        }
        try {
            Reply stats = http.get("/system_stats");
            return stats.isOk() && stats.json().has("system");
        } catch (NoAnswerException e) {
            return false;
        }
    }

    @Override
    public Outcome run(Work work, RunControl control) throws RunFailureException, InterruptedException {
        try {
            return new ComfyUiRun(http, settings, work, control, this::stalled).run();
        } catch (RunFailureException e) {
            if (e.reason() == FailureReason.OUT_OF_MEMORY) {
                freeMemory();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** Its worker is dead: it would take orders and start none. */
    private void stalled() {
        LOG.error("the server at {} takes runs and starts none; it has to be restarted", settings.url());
        pausedUntil = Instant.now().plus(settings.stallPause());
    }

    /** So that the next run does not find the memory as full as this one. */
    private void freeMemory() throws InterruptedException {
        try {
            http.post(
                    "/free",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("unload_models", true)
                            .put("free_memory", true));
        } catch (NoAnswerException e) {
            LOG.warn("the server's memory could not be freed: {}", e.getMessage());
        }
    }
}
