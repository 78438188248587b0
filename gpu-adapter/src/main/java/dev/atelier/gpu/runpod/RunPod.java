package dev.atelier.gpu.runpod;

import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.runpod.RunPodHttp.Operation;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One endpoint of RunPod. */
public final class RunPod implements Backend, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final RunPodSettings settings;
    private final RunPodWebhooks webhooks;
    private final RunPodHttp http;
    private final AtomicInteger lastHealth = new AtomicInteger(200);

    private RunPod(RunPodSettings settings, RunPodWebhooks webhooks) {
        this.settings = settings;
        this.webhooks = webhooks;
        this.http = new RunPodHttp(settings);
    }

    /**
     * A back end for one endpoint; each has its own connections and limits.
     *
     * @param webhooks those of the process: its one controller calls them
     */
    public static RunPod backend(RunPodSettings settings, RunPodWebhooks webhooks) {
        return new RunPod(settings, webhooks);
    }

    @Override
    public int places() {
        return settings.places();
    }

    /** It takes runs while it answers, knows the key, and does not ask to be left alone; workers come when they are needed. */
    @Override
    public boolean isAvailable() throws InterruptedException {
        if (http.closedFor(Operation.RUN).isPositive()
                || http.closedFor(Operation.HEALTH).isPositive()) {
            return false;
        }
        try {
            Reply health = http.health();
            if (lastHealth.getAndSet(health.status()) != health.status()) {
                LOG.info("GET /health of the endpoint {}: {}", settings.endpoint(), health.status());
            }
            return health.isOk() && health.json().path("workers").isObject();
        } catch (NoAnswerException e) {
            return false;
        }
    }

    @Override
    public Outcome run(Work work, RunControl control) throws RunFailureException, InterruptedException {
        return new RunPodRun(http, settings, work, control).run(webhooks);
    }

    @Override
    public void close() {
        http.close();
    }
}
