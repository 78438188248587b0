package dev.atelier.gpu.comfyui;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How one server behaves: whether it should be given runs although it answers. Memory that ran out once is often short
 * the next time too (ComfyUI issues 11597 and 14789), so the pause doubles until a run ends well.
 */
final class Condition {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final int DOUBLINGS_MAX = 5;

    private final ComfyUiHttp http;
    private final ComfyUiSettings settings;
    /** Runs that were given up and that the server goes on with all the same. */
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();

    private Instant pausedUntil = Instant.MIN;
    private int outOfMemory;

    Condition(ComfyUiHttp http, ComfyUiSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** Asks it now. */
    boolean takesRuns() throws InterruptedException {
        if (isPaused()) {
            return false;
        }
        try {
            Reply stats = http.get("/system_stats");
            return stats.isOk() && stats.json().has("system") && hasLetGo();
        } catch (NoAnswerException e) {
            return false;
        }
    }

    /** Its worker is dead: it takes runs and starts none. */
    void startsNothing() {
        LOG.error("the server at {} takes runs and starts none; it has to be restarted", settings.url());
        pause(settings.stallPause());
    }

    /** It was told to stop a run that is past its limit, and did not: until it has, others would wait behind it. */
    void letsNotGo(String run) {
        LOG.error("the server at {} does not stop run {}; it may have to be restarted", settings.url(), run);
        stuck.add(run);
    }

    /** A run failed for want of memory: what models and results take is freed, and the next run comes after a pause. */
    void wasOutOfMemory() throws InterruptedException {
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
        pause(settings.memoryPause().multipliedBy(1L << countOutOfMemory()));
    }

    /** A run ended well. */
    synchronized void isWell() {
        outOfMemory = 0;
    }

    private synchronized int countOutOfMemory() {
        int before = outOfMemory;
        outOfMemory = Math.min(outOfMemory + 1, DOUBLINGS_MAX);
        return before;
    }

    private synchronized boolean isPaused() {
        return Instant.now().isBefore(pausedUntil);
    }

    private synchronized void pause(Duration duration) {
        pausedUntil = Instant.now().plus(duration);
    }

    private boolean hasLetGo() throws NoAnswerException, InterruptedException {
        if (!stuck.isEmpty()) {
            Reply queue = http.get("/queue");
            JsonNode running = queue.json().path("queue_running");
            stuck.removeIf(run -> queue.isOk() && !RunLookup.holds(running, run));
        }
        return stuck.isEmpty();
    }
}
