package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.run.PromptItem;
import dev.atelier.emulators.comfyui.run.PromptQueue;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/jobs}: the same prompts as queue and history show, by state; and cancelling. */
final class JobRoutes {

    private final Supplier<ServerLife> life;

    JobRoutes(Supplier<ServerLife> life) {
        this.life = life;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/jobs", this::list),
                Route.get("/api/jobs/{job_id}", this::one),
                Route.post("/api/jobs/cancel", this::cancelSome),
                Route.post("/api/jobs/{job_id}/cancel", this::cancelOne));
    }

    private Answer list(Ask ask) {
        try {
            return Answer.json(JobQuery.of(ask).page(all()));
        } catch (JobQuery.BadRequest e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private List<ObjectNode> all() {
        PromptQueue queue = life.get().queue();
        PromptQueue.Snapshot snapshot = queue.snapshot();
        List<ObjectNode> jobs = new ArrayList<>();
        snapshot.running().forEach(item -> jobs.add(JobView.queued(item, "in_progress")));
        snapshot.pending().forEach(item -> jobs.add(JobView.queued(item, "pending")));
        queue.history(null, -1).forEach((id, entry) -> jobs.add(JobView.finished(id, entry, false)));
        return jobs;
    }

    private Answer one(Ask ask) {
        return find(ask.variable("job_id")).map(Answer::json).orElseGet(() -> error(404, "Job not found"));
    }

    private Optional<ObjectNode> find(String id) {
        PromptQueue queue = life.get().queue();
        PromptQueue.Snapshot snapshot = queue.snapshot();
        return queue.history(id)
                .map(entry -> JobView.finished(id, entry, true))
                .or(() -> first(snapshot.running(), id).map(item -> JobView.queued(item, "in_progress")))
                .or(() -> first(snapshot.pending(), id).map(item -> JobView.queued(item, "pending")));
    }

    private static Optional<PromptItem> first(List<PromptItem> items, String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    private Answer cancelOne(Ask ask) {
        return cancelled(cancel(ask.variable("job_id")));
    }

    private Answer cancelSome(Ask ask) {
        JsonNode ids;
        try {
            ids = ask.json().path("job_ids");
        } catch (Ask.NotJson e) {
            return error(400, "Request body must be valid JSON");
        }
        if (!ids.isArray()) {
            return error(400, "job_ids must be a list");
        }
        List<String> invalid = ids.valueStream()
                .filter(id -> !id.isString() || !JobIds.isValid(id.stringValue()))
                .map(PythonText::str)
                .toList();
        if (!invalid.isEmpty()) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", "job_ids contains invalid id(s)");
            invalid.forEach(body.putArray("invalid_ids")::add);
            return Answer.json(400, body);
        }
        boolean any = false;
        for (JsonNode id : (ArrayNode) ids) {
            any |= cancel(id.stringValue());
        }
        return cancelled(any);
    }

    /** Interrupts a running prompt, removes a waiting one without a trace; false if there is neither. */
    private boolean cancel(String id) {
        ServerLife server = life.get();
        return server.queue().interruptIfRunning(id, server::interrupt)
                || server.queue().delete(id);
    }

    private static Answer cancelled(boolean cancelled) {
        return Answer.json(JsonNodeFactory.instance.objectNode().put("cancelled", cancelled));
    }

    private static Answer error(int status, String text) {
        return Answer.json(status, JsonNodeFactory.instance.objectNode().put("error", text));
    }
}
