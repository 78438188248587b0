package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonError;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which jobs {@code GET /api/jobs} lists: the parameters {@code status, workflow_id, sort_by, sort_order, limit,
 * offset}.
 *
 * @param workflow only jobs of this workflow; null for all
 * @param limit null for no limit
 */
record JobQuery(
        List<String> statuses,
        @Nullable String workflow,
        Comparator<ObjectNode> order,
        @Nullable Integer limit,
        int offset) {

    private static final List<String> STATUSES = List.of("pending", "in_progress", "completed", "failed", "cancelled");

    /** A parameter that is answered with 400 and this text. */
    static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String text) {
            super(text, null, false, false);
        }
    }

    static JobQuery of(Ask ask) {
        List<String> statuses = statuses(ask.parameter("status"));
        String field = choice(ask, "sort_by", "created_at", List.of("created_at", "execution_duration"));
        String direction = choice(ask, "sort_order", "desc", List.of("asc", "desc"));
        Integer limit = number(ask, "limit");
        if (limit != null && limit <= 0) {
            throw new BadRequest("limit must be a positive integer");
        }
        Integer offset = number(ask, "offset");
        return new JobQuery(
                statuses,
                ask.parameter("workflow_id"),
                order(field, direction),
                limit,
                offset == null ? 0 : Math.max(offset, 0));
    }

    ObjectNode page(List<ObjectNode> all) {
        List<ObjectNode> jobs = all.stream()
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

    private static String choice(Ask ask, String name, String absent, List<String> choices) {
        String given = ask.parameter(name);
        String value = given == null ? absent : given.toLowerCase(Locale.ROOT);
        if (!choices.contains(value)) {
            throw new BadRequest("%s must be '%s' or '%s'".formatted(name, choices.getFirst(), choices.getLast()));
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
        ToLongFunction<ObjectNode> key =
                field.equals("created_at") ? job -> time(job, "create_time") : JobQuery::duration;
        Comparator<ObjectNode> ascending = Comparator.comparingLong(key);
        return direction.equals("asc") ? ascending : ascending.reversed();
    }

    private static long duration(ObjectNode job) {
        long start = time(job, "execution_start_time");
        long end = time(job, "execution_end_time");
        return start > 0 && end > 0 ? end - start : 0;
    }

    private static long time(ObjectNode job, String field) {
        return job.path(field).asLong(0);
    }

    private static String text(ObjectNode job, String field) {
        return job.path(field).asString("");
    }
}
