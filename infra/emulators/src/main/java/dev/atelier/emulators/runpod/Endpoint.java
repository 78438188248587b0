package dev.atelier.emulators.runpod;

import dev.atelier.emulators.runpod.Job.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an endpoint does when it is asked. */
final class Endpoint {
    private static final int RUN_BYTES_MAX = 10_000_000;
    private static final int RUNSYNC_BYTES_MAX = 20_000_000;
    private static final Duration SYNC_WAIT = Duration.ofSeconds(90);

    private final JobTable jobs;
    private final Faults faults;
    private final Webhooks webhooks;
    private final Runnable releaseJobs;
    private final int workers;

    /** @param releaseJobs lets jobs go on that are held inside a node */
    Endpoint(JobTable jobs, Faults faults, Webhooks webhooks, Runnable releaseJobs, int workers) {
        this.jobs = jobs;
        this.faults = faults;
        this.webhooks = webhooks;
        this.releaseJobs = releaseJobs;
        this.workers = workers;
    }

    /** @param id the job's id, empty for an operation without one; for {@code runsync} how long to wait */
    Answer answer(Operation operation, String id, byte[] body) throws InterruptedException {
        return switch (operation) {
            case RUN -> run(body);
            case RUNSYNC -> runsync(id, body);
            case STATUS -> jobs.look(id, JobView::status).map(Answer::json).orElseGet(Endpoint::unknown);
            case STREAM -> jobs.look(id, Endpoint::stream).map(Answer::json).orElseGet(Endpoint::unknown);
            case CANCEL -> cancel(id);
            case RETRY -> retry(id);
            case PURGE_QUEUE ->
                Answer.json(JsonNodeFactory.instance
                        .objectNode()
                        .put("removed", jobs.purge())
                        .put("status", "completed"));
            case HEALTH -> Answer.json(health());
            case RESULT -> throw new IllegalArgumentException("results are in the bucket");
        };
    }

    private Answer run(byte[] body) {
        if (body.length > RUN_BYTES_MAX) {
            return Answer.error(400, "the payload has more than 10 MB");
        }
        try {
            return Answer.json(submit(AskedReader.read(body, false), JobView::brief));
        } catch (IllegalArgumentException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer runsync(String wait, byte[] body) throws InterruptedException {
        if (body.length > RUNSYNC_BYTES_MAX) {
            return Answer.error(400, "the payload has more than 20 MB");
        }
        try {
            Job job = submit(AskedReader.read(body, true), each -> each);
            jobs.awaitEnd(job, wait.isEmpty() ? SYNC_WAIT : Duration.ofMillis(Long.parseLong(wait)));
            return jobs.look(job.id, JobView::status).map(Answer::json).orElseGet(Endpoint::unknown);
        } catch (IllegalArgumentException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
    }

    private <T> T submit(Job.Asked asked, Function<Job, T> view) {
        asked.webhook().ifPresent(webhooks::note);
        return jobs.submit(asked, view);
    }

    private Answer cancel(String id) throws InterruptedException {
        if (faults.takesFinishBeforeCancel()) {
            Optional<Job> job = jobs.look(id, each -> each);
            releaseJobs.run();
            if (job.isPresent()) {
                jobs.awaitEnd(job.get(), Faults.PATIENCE);
            }
        }
        return jobs.cancel(id, JobView::brief).map(Answer::json).orElseGet(Endpoint::unknown);
    }

    private Answer retry(String id) {
        Optional<Job> job = jobs.look(id, each -> each);
        if (job.isEmpty()) {
            return unknown();
        }
        return jobs.retry(job.get(), JobView::brief)
                .map(Answer::json)
                .orElseGet(() -> Answer.error(400, "only a job that failed or timed out can be retried"));
    }

    private static ArrayNode stream(Job job) {
        ArrayNode chunks = JsonNodeFactory.instance.arrayNode();
        if (job.output != null) {
            chunks.addObject().set("output", job.output);
        }
        return chunks;
    }

    private ObjectNode health() {
        ObjectNode health = JsonNodeFactory.instance.objectNode();
        int running = jobs.count(Status.IN_PROGRESS);
        health.putObject("jobs")
                .put("completed", jobs.count(Status.COMPLETED))
                .put("failed", jobs.count(Status.FAILED))
                .put("inProgress", running)
                .put("inQueue", jobs.count(Status.IN_QUEUE))
                .put("retried", jobs.retried());
        health.putObject("workers").put("idle", Math.max(0, workers - running)).put("running", running);
        return health;
    }

    private static Answer unknown() {
        return Answer.error(404, "job not found");
    }
}
