package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Says to an emulator what was said to the real server, and compares the answers. */
final class Replay {

    private static final Set<String> EMULATED = Set.of(
            "EmptyImage",
            "LoadImage",
            "ImageScale",
            "ImageScaleBy",
            "ImageCrop",
            "ImageInvert",
            "SaveImage",
            "PreviewImage",
            "NoSuchNode");

    /** Prompts that still ran while the next exchanges were recorded. */
    private static final Set<String> LONG =
            Set.of("q_run1", "dup_running_first", "dupnum_blocker", "cancel_run", "restart_running");

    private static final Set<String> PENDING = Set.of(
            "q_pending2",
            "q_pending3_front",
            "q_pending4_number",
            "dup_running_second",
            "dup_running_third",
            "dupnum_1",
            "cancel_pend",
            "restart_pending");
    /** Exchanges that came only after the long prompts had ended. */
    private static final Set<String> AFTERWARDS =
            Set.of("interrupt_during_blocking_node", "history_duplicate_ids", "number_string", "job_cancelled");

    private static final Map<String, String> OBSTACLES = Map.of(
            "history_list_max2", "lists prompts that were not played",
            "jobs_list", "lists prompts that were not played",
            "jobs_completed_limit2", "sorts by execution times");

    private final ComfyUiEmulator emulator;
    private final ComfyUiClient client;
    private final Counterparts names;
    private final RecordedRequests requests;
    private final RecordedAnswers answers;
    private final Map<String, Recording> sockets = new HashMap<>();
    private final Set<String> notPlayed = new HashSet<>();
    private String lastLong = "";

    Replay(ComfyUiEmulator emulator, ComfyUiClient client, List<Recording> session, byte[] firstPicture) {
        this.emulator = emulator;
        this.client = client;
        this.names =
                new Counterparts(emulator.folders().output().resolveSibling("").normalize());
        this.requests = new RecordedRequests(client, names, firstPicture);
        this.answers = new RecordedAnswers(names);
        session.stream().filter(Recording::isSocket).forEach(this::index);
    }

    private void index(Recording socket) {
        for (JsonNode message : socket.content().required("messages")) {
            JsonNode id = message.at("/text/data/prompt_id");
            if (id.isString()) {
                sockets.putIfAbsent(id.stringValue(), socket);
            }
        }
    }

    /** Why an exchange cannot be played here; empty if it can. */
    Optional<String> obstacle(Recording recording) {
        if (!recording.isExchange()) {
            return Optional.of(recording.isSocket() ? "compared together with its prompt" : "no exchange");
        }
        JsonNode graph = recording.request().path("body").path("prompt");
        boolean needsMore = graph.isObject()
                && StreamSupport.stream(graph.spliterator(), false)
                        .map(node -> node.path("class_type"))
                        .anyMatch(c -> c.isString()
                                && !EMULATED.contains(c.stringValue())
                                && !c.stringValue().equals(Counterparts.SLOW_NODE));
        String answered = recording.response().at("/bodyJson/prompt_id").asString("");
        String path = recording.request().required("path").stringValue();
        if (needsMore) {
            notPlayed.add(answered);
            return Optional.of("uses nodes of a test package");
        }
        if (emulator.generation().isOld() && recording.name().matches("history_prefix_(traversal|absolute)")) {
            return Optional.of("the older one tells one more path of its machine");
        }
        if (OBSTACLES.containsKey(recording.name())) {
            return Optional.ofNullable(OBSTACLES.get(recording.name()));
        }
        if (path.startsWith("/object_info/SaveImageWebsocket") || path.startsWith("/object_info/TestSteps")) {
            return Optional.of("this node class is not emulated");
        }
        return notPlayed.stream().anyMatch(id -> !id.isEmpty() && path.contains(id))
                ? Optional.of("about a prompt that was not played")
                : Optional.empty();
    }

    void play(Recording recording) throws Exception {
        prepare(recording);
        String recordedId = recording.response().at("/bodyJson/prompt_id").asString("");
        Recording socket = sockets.get(recordedId);
        if (socket == null || recording.request().toString().contains(Counterparts.SLOW_NODE)) {
            HttpResponse<byte[]> answer = requests.send(recording);
            answers.compare(recording, answer);
            settle(recording, answer);
        } else {
            playWithSocket(recording, socket);
        }
    }

    /** What the recording script did between two exchanges. */
    private void prepare(Recording recording) throws Exception {
        if (recording.name().equals("cachedgone_second")) {
            Files.delete(emulator.folders().output().resolve("rec/gone_00001_.png"));
        }
        if (recording.name().equals("q_after_idle_interrupt")) {
            // Another graph, of nodes that are not emulated, had taken the place in the cache.
            client.post("/free", "{\"free_memory\": true}");
        }
        if (LONG.contains(recording.name())) {
            emulator.faults().holdRunsIn(Counterparts.HELD_NODE);
        }
        if (AFTERWARDS.contains(recording.name())) {
            emulator.faults().releaseRuns();
            awaitIdle();
        }
    }

    private void settle(Recording recording, HttpResponse<byte[]> answer) throws Exception {
        if (LONG.contains(recording.name())) {
            lastLong = recording.response().at("/bodyJson/prompt_id").asString("");
            assertThat(emulator.faults().awaitHeldRun(Duration.ofSeconds(10))).isTrue();
        } else if (recording.name().equals("interrupt_targeted")
                || recording.name().equals("cancel_running")) {
            client.awaitHistory(names.ours(lastLong));
            awaitNextRun();
        } else if (!PENDING.contains(recording.name())) {
            awaitEnd(answer);
        }
    }

    private void playWithSocket(Recording recording, Recording socket) throws Exception {
        String path = socket.content().required("wsPath").stringValue();
        String clientId = path.substring(path.indexOf('=') + 1);
        JsonNode messages = socket.content().required("messages");
        try (SocketClient ear = new SocketClient(client.http(), emulator.baseUrl(), clientId)) {
            messages.valueStream()
                    .filter(m -> m.has("sent"))
                    .forEach(m -> ear.send(m.get("sent").toString()));
            List<JsonNode> expected = messages.valueStream()
                    .filter(m -> m.has("text"))
                    .map(m -> m.get("text"))
                    .toList();
            List<JsonNode> before = expected.stream()
                    .takeWhile(m -> m.at("/data/sid").isString()
                            || m.path("type").asString().equals("feature_flags"))
                    .toList();
            List<JsonNode> heard = new ArrayList<>(ear.next(before.size()));
            answers.compare(recording, requests.send(recording));
            heard.addAll(ear.next(expected.size() - before.size()));
            Sameness theirs = names.there();
            Sameness here = names.here();
            assertThat(heard.stream().map(here::json).toList())
                    .as(socket.label())
                    .containsExactlyElementsOf(
                            expected.stream().map(theirs::json).toList());
            assertThat(ear.unread()).isEmpty();
        }
    }

    private void awaitEnd(HttpResponse<byte[]> answer) throws Exception {
        String text = ComfyUiClient.text(answer);
        if (answer.statusCode() == 200 && text.contains("\"node_errors\"")) {
            String id = ComfyUiClient.json(text).required("prompt_id").stringValue();
            if (!id.isEmpty()) {
                client.awaitHistory(id);
            }
            awaitIdle();
        }
    }

    /** The next waiting prompt, if there is one, is running and held. */
    private void awaitNextRun() throws Exception {
        if (client.getJson("/prompt").at("/exec_info/queue_remaining").asInt(0) > 0) {
            assertThat(emulator.faults().awaitHeldRun(Duration.ofSeconds(10))).isTrue();
        }
    }

    private void awaitIdle() throws Exception {
        while (client.getJson("/prompt").at("/exec_info/queue_remaining").asInt(0) > 0) {
            Thread.onSpinWait();
        }
    }
}
