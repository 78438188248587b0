package dev.atelier.gpu.comfyui;

import tools.jackson.databind.JsonNode;

/**
 * Asks {@code /queue} first, then {@code /history/{id}}: a run moves from the one to the other at once, so in the other
 * order it could be missed. {@code {}} is the history's answer for everything that is not finished, and for unknown ids.
 */
final class QueueLookup implements RunLookup {
    private final ComfyUiHttp http;
    private final Endings endings;

    QueueLookup(ComfyUiHttp http, Endings endings) {
        this.http = http;
        this.endings = endings;
    }

    @Override
    public RunState find(String id) throws NoAnswerException, InterruptedException {
        Reply queue = http.get("/queue");
        if (!queue.isOk()) {
            return new RunState.Away("GET /queue: " + queue.status());
        }
        JsonNode running = queue.json().path("queue_running");
        if (RunLookup.holds(running, id)) {
            return new RunState.Executing();
        }
        if (RunLookup.holds(queue.json().path("queue_pending"), id)) {
            return running.isEmpty() ? new RunState.Idle() : new RunState.Waiting();
        }
        return history(id);
    }

    private RunState history(String id) throws NoAnswerException, InterruptedException {
        Reply history = http.get("/history/" + id);
        if (!history.isOk()) {
            return new RunState.Away("GET /history: " + history.status());
        }
        JsonNode entry = history.json().path(id);
        return entry.isMissingNode()
                ? new RunState.Unknown()
                : new RunState.Ended(endings.read(entry.path("status"), entry.path("outputs")));
    }
}
