package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A job as the platform shows it: fields in alphabetical order, those without a value left out. */
final class JobView {
    private JobView() {}

    /** The answer of {@code /run}, {@code /cancel} and {@code /retry}. */
    static ObjectNode brief(Job job) {
        return JsonNodeFactory.instance.objectNode().put("id", job.id).put("status", job.status.name());
    }

    /** The answer of {@code /status}. */
    static ObjectNode status(Job job) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        if (job.started != null) {
            view.put("delayTime", millis(job.created, job.started));
        }
        if (job.error != null) {
            view.put("error", job.error);
        }
        if (job.started != null && job.ended != null) {
            view.put("executionTime", millis(job.started, job.ended));
        }
        view.put("id", job.id);
        if (job.output != null) {
            view.set("output", job.output);
        }
        if (job.retries > 0) {
            view.put("retries", job.retries);
        }
        view.put("status", job.status.name());
        if (job.worker != null) {
            view.put("workerId", job.worker);
        }
        return view;
    }

    /** What a webhook is sent: the status with what was asked for (runpod-python, issue 409). */
    static ObjectNode webhook(Job job) {
        ObjectNode view = status(job);
        view.set("input", job.asked.input());
        job.asked.webhook().ifPresent(url -> view.put("webhook", url));
        return view;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
