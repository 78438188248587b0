package dev.atelier.gpu.comfyui;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Asks the server about a run, by whatever it offers for that. */
interface RunLookup {
    /** What the server knows of the run now. */
    RunState find(String id) throws NoAnswerException, InterruptedException;

    /** {@link #find} where being out of reach is an answer too. */
    default RunState look(String id) throws InterruptedException {
        try {
            return find(id);
        } catch (NoAnswerException e) {
            return new RunState.Away(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The best way to ask this server: {@code /api/jobs/{id}} where it exists (ComfyUI 0.5.1 and later), found out by
     * asking for a job that cannot exist, else queue and history.
     */
    static RunLookup of(ComfyUiHttp http, Endings endings) throws NoAnswerException, InterruptedException {
        Reply reply = http.get("/api/jobs/" + UUID.randomUUID());
        boolean hasJobs = reply.status() == 404 && reply.json().has("error");
        return hasJobs ? new JobsLookup(http, endings) : new QueueLookup(http, endings);
    }

    /** Whether a queue list has the run: each entry is {@code [number, id, graph, extra, outputs]}. */
    static boolean holds(JsonNode list, String id) {
        return list.valueStream().anyMatch(entry -> entry.path(1).asString("").equals(id));
    }
}
