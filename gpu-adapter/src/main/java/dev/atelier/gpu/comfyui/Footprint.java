package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.wire.WireJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run leaves at the server so that an adapter that died finds it again: its order, in the submission's {@code
 * extra_data}, which queue and history give back as the fourth part of their tuples. It is where the run is, and is
 * lost with it. Nothing of it gets into the files (only {@code extra_pnginfo} does), and nothing of the job's content
 * is in it.
 */
final class Footprint {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final String KEY = "atelier";
    private static final String CLIENT = "client_id";
    /** The newest: what ended while nobody looked. All of a server's history can be larger than our memory. */
    private static final int HISTORY_MAX = 20;

    private Footprint() {}

    /** For {@code extra_data}. */
    static ObjectNode of(Work work, Instant until) {
        ObjectNode extra = WireJson.mapper().createObjectNode();
        ObjectNode mark = extra.putObject(KEY);
        mark.put("worker", work.worker()).put("until", until.toString());
        mark.set("order", WireJson.mapper().valueToTree(bare(work.order())));
        return extra;
    }

    /** The runs that the server has and that bear our mark, whoever's they are. */
    static List<LeftRun> find(ComfyUiHttp http) throws RunFailureException, InterruptedException {
        try {
            // By their ids: one that ends between the two questions is in both answers, and the later one is right.
            Map<String, LeftRun> found = new LinkedHashMap<>();
            JsonNode queue = http.get("/queue").json();
            queue.path("queue_running").forEach(item -> read(item, false).ifPresent(run -> found.put(run.id(), run)));
            queue.path("queue_pending").forEach(item -> read(item, false).ifPresent(run -> found.put(run.id(), run)));
            JsonNode history = http.get("/history?max_items=" + HISTORY_MAX).json();
            history.forEach(entry -> read(entry.path("prompt"), true).ifPresent(run -> found.put(run.id(), run)));
            return List.copyOf(found.values());
        } catch (NoAnswerException e) {
            throw new RunFailureException(FailureReason.BACKEND_UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    /** The id that a run's events are sent to; empty where the server does not know the run any more. */
    static Optional<String> client(ComfyUiHttp http, String run) throws InterruptedException {
        try {
            for (JsonNode list : http.get("/queue").json()) {
                for (JsonNode item : list) {
                    if (item.path(1).asString("").equals(run)) {
                        return item.path(3).path(CLIENT).asStringOpt();
                    }
                }
            }
        } catch (NoAnswerException e) {
            LOG.debug("a run's events will not be heard: {}", e.getMessage());
        }
        return Optional.empty();
    }

    /** @param item {@code [number, id, graph, extra_data, outputs]} */
    private static Optional<LeftRun> read(JsonNode item, boolean finished) {
        JsonNode mark = item.path(3).path(KEY);
        if (!mark.isObject()) {
            return Optional.empty();
        }
        try {
            RunOrder order = WireJson.mapper().treeToValue(mark.required("order"), RunOrder.class);
            String worker = mark.required("worker").stringValue();
            Instant until = Instant.parse(mark.required("until").stringValue());
            int nodes = item.path(2).size();
            return Optional.of(new LeftRun(item.path(1).stringValue(), order, worker, until, nodes, finished));
        } catch (JacksonException | java.time.DateTimeException e) {
            LOG.warn("a run bears a mark that cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /** An order without what the job is about. */
    private static RunOrder bare(RunOrder order) {
        List<RunOrder.Input> inputs = order.inputs().stream()
                .map(input -> new RunOrder.Input(input.name(), "", input.mediaType(), "", input.placements()))
                .toList();
        return new RunOrder(
                order.jobId(), order.attempt(), order.kind(), order.pool(), "{}", inputs, List.of(), order.limit());
    }
}
