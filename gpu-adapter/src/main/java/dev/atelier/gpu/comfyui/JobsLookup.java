package dev.atelier.gpu.comfyui;

/** Asks {@code /api/jobs/{id}}, which tells an unknown run from an unfinished one. */
final class JobsLookup implements RunLookup {
    private final ComfyUiHttp http;
    private final Endings endings;

    JobsLookup(ComfyUiHttp http, Endings endings) {
        this.http = http;
        this.endings = endings;
    }

    @Override
    public RunState find(String id) throws NoAnswerException, InterruptedException {
        Reply job = http.get("/api/jobs/" + id);
        if (job.status() == 404) {
            return new RunState.Unknown();
        }
        if (!job.isOk()) {
            return new RunState.Away("GET /api/jobs: " + job.status());
        }
        return switch (job.json().path("status").asString("")) {
            case "pending" -> nothingRuns() ? new RunState.Idle() : new RunState.Waiting();
            case "completed", "failed", "cancelled" ->
                new RunState.Ended(endings.read(
                        job.json().path("execution_status"), job.json().path("outputs")));
            // What we do not know is taken for "still running"; the run has a limit.
            default -> new RunState.Executing();
        };
    }

    private boolean nothingRuns() throws NoAnswerException, InterruptedException {
        Reply queue = http.get("/queue");
        return queue.isOk() && queue.json().path("queue_running").isEmpty();
    }
}
