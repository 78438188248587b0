package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.run.PromptItem;
import dev.atelier.emulators.comfyui.run.PromptQueue;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/jobs}: the same prompts as queue and history show, by state; and cancelling. */
final class JobRoutes {

    private static final List<String> STATUSES = List.of("pending", "in_progress", "completed", "failed", "cancelled");

    /** A request that is answered with 400 and this text. */
    private static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String text) {
            super(text, null, false, false);
        }
    }

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
            return Answer.json(page(ask));
        } catch (BadRequest e) {
            return error(400, String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode page(Ask ask) {
        List<String> statuses = statuses(ask.parameter("status"));
        Comparator<ObjectNode> order = order(
                choice(ask, "sort_by", "created_at", "execution_duration"), choice(ask, "sort_order", "desc", "asc"));
        Integer limit = number(ask, "limit");
        if (limit != null && limit <= 0) {
            throw new BadRequest("limit must be a positive integer");
        }
        Integer given = number(ask, "offset");
        int offset = given == null ? 0 : Math.max(given, 0);
        String workflow = ask.parameter("workflow_id");
        List<ObjectNode> jobs = all().stream()
                .filter(job -> statuses.contains(text(job, "status")))
                .filter(job -> workflow == null || workflow.equals(text(job, "workflow_id")))
                .sorted(order)
                .toList();
        List<ObjectNode> page = jobs.stream()
                .skip(offset)
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        page.forEach(body.putArray("jobs")::add);
        body.putObject("pagination")
                .put("offset", offset)
                .put("limit", limit)
                .put("total", jobs.size())
                .put("has_more", offset + page.size() < jobs.size());
        return body;
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

    private static List<String> statuses(@Nullable String asked) {
        if (asked == null || asked.isEmpty()) {
            return STATUSES;
        }
        List<String> statuses = Arrays.stream(asked.split(",", -1))
                .map(s -> s.strip().toLowerCase(Locale.ROOT))
                .filter(s -> !s.isEmpty())
                .toList();
        List<String> unknown =
                statuses.stream().filter(s -> !STATUSES.contains(s)).toList();
        if (!unknown.isEmpty()) {
            throw new BadRequest("Invalid status value(s): " + String.join(", ", unknown) + ". Valid values: "
                    + String.join(", ", STATUSES));
        }
        return statuses;
    }

    private static String choice(Ask ask, String name, String first, String second) {
        String given = ask.parameter(name);
        String value = given == null ? first : given.toLowerCase(Locale.ROOT);
        if (!value.equals(first) && !value.equals(second)) {
            // The real text names the choices of sort_order the other way round.
            throw new BadRequest(name + " must be "
                    + (name.equals("sort_by") ? "'created_at' or 'execution_duration'" : "'asc' or 'desc'"));
        }
        return value;
    }

    private static @Nullable Integer number(Ask ask, String name) {
        try {
            return ask.number(name);
        } catch (PythonError e) {
            throw new BadRequest(name + " must be an integer");
        }
    }

    private static Comparator<ObjectNode> order(String field, String direction) {
        ToLongFunction<ObjectNode> key = field.equals("created_at")
                ? job -> job.path("create_time").asLong(0)
                : job -> Math.max(
                        0,
                        job.path("execution_end_time").asLong(0)
                                - job.path("execution_start_time").asLong(0));
        Comparator<ObjectNode> ascending = Comparator.comparingLong(key);
        return direction.equals("asc") ? ascending : ascending.reversed();
    }

    private static String text(ObjectNode job, String field) {
        return job.path(field).asString("");
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
