package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** A slow node of the recording session; here an emulated one that is held plays it and ignores the other inputs. */
    private static final String SLOW_NODE = "TestSteps";

    private static final String HELD_NODE = "ImageInvert";
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
    private static final List<String> COMPARED_HEADERS = List.of(
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Accept-Ranges",
            "Allow",
            "Cache-Control",
            "Vary",
            "Connection");
    /** Headers of a handshake that the Java client does not let us send; the refusal does not need them. */
    private static final Set<String> RESTRICTED =
            Set.of("Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key");

    private static final Pattern UUID_IN_PATH = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int TOO_LARGE_BYTES = 101 * 1024 * 1024;

    private final ComfyUiEmulator emulator;
    private final ComfyUiClient client;
    private final Map<String, Recording> sockets = new HashMap<>();
    /** Ids and entity tags of the recording by what they are here. */
    private final Map<String, String> ours = new HashMap<>();

    private final Set<String> notPlayed = new java.util.HashSet<>();
    private final byte[] firstPicture;
    private String lastLong = "";

    Replay(ComfyUiEmulator emulator, ComfyUiClient client, List<Recording> session, byte[] firstPicture) {
        this.emulator = emulator;
        this.client = client;
        this.firstPicture = firstPicture;
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
                                && !c.stringValue().equals(SLOW_NODE));
        String answered = recording.response().at("/bodyJson/prompt_id").asString("");
        String path = recording.request().required("path").stringValue();
        if (needsMore) {
            notPlayed.add(answered);
            return Optional.of("uses nodes of a test package");
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
        if (socket == null || recording.request().toString().contains(SLOW_NODE)) {
            HttpResponse<byte[]> answer = exchange(recording);
            compare(recording, answer);
            settle(recording, answer);
        } else {
            playWithSocket(recording, socket, recordedId);
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
            emulator.faults().holdRunsIn(HELD_NODE);
        }
        if (AFTERWARDS.contains(recording.name())) {
            emulator.faults().releaseRuns();
            awaitIdle();
        }
    }

    private void settle(Recording recording, HttpResponse<byte[]> answer) throws Exception {
        if (LONG.contains(recording.name())) {
            assertThat(emulator.faults().awaitHeldRun(Duration.ofSeconds(10))).isTrue();
        } else if (recording.name().equals("interrupt_targeted")
                || recording.name().equals("cancel_running")) {
            client.awaitHistory(ours.getOrDefault(lastLong, ""));
            awaitNextRun();
        } else if (!PENDING.contains(recording.name())) {
            awaitEnd(answer);
        }
    }

    private void playWithSocket(Recording recording, Recording socket, String recordedId) throws Exception {
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
            List<JsonNode> heard = new java.util.ArrayList<>(ear.next(before.size()));
            HttpResponse<byte[]> answer = exchange(recording);
            compare(recording, answer);
            heard.addAll(ear.next(expected.size() - before.size()));
            Sameness theirs = new Sameness("/srv/app");
            Sameness here = new Sameness(dataFolder());
            here.alias(ours.getOrDefault(recordedId, ""), recordedId);
            assertThat(heard.stream().map(here::json).toList())
                    .as(socket.label())
                    .containsExactlyElementsOf(
                            expected.stream().map(theirs::json).toList());
            assertThat(ear.unread()).isEmpty();
        }
    }

    private HttpResponse<byte[]> exchange(Recording recording) throws Exception {
        JsonNode request = recording.request();
        Map<String, String> headers = new LinkedHashMap<>();
        request.required("headers").properties().stream()
                .filter(h -> !RESTRICTED.contains(h.getKey()))
                .forEach(e -> headers.put(e.getKey(), translated(e.getValue().asString())));
        String path = translated(request.required("path").stringValue()).replace(" ", "%20");
        JsonNode body = request.required("body");
        if (body.has("multipart")) {
            return body.at("/multipart/0").has("filename")
                    ? client.upload(fileName(body), fileContent(body), fields(body))
                    : client.form(new byte[0], fields(body));
        }
        if (recording.name().startsWith("rawupload_")) {
            return client.form(
                    ComfyUiClient.filePart(rawFileName(recording), "x".getBytes(StandardCharsets.UTF_8)), Map.of());
        }
        byte[] bytes = body.isNull()
                ? new byte[0]
                : (body.isString()
                                ? body.stringValue()
                                : translated(body.toString()).replace(SLOW_NODE, HELD_NODE))
                        .getBytes(StandardCharsets.UTF_8);
        return client.send(request.required("method").stringValue(), path, headers, bytes);
    }

    private String translated(String text) {
        Matcher ids = UUID_IN_PATH.matcher(text);
        String known = ids.replaceAll(id -> Matcher.quoteReplacement(ours.getOrDefault(id.group(), id.group())));
        return ours.getOrDefault(known, known);
    }

    private static String fileName(JsonNode body) {
        // The recording client percent-encoded file names.
        String name = body.at("/multipart/0/filename").asString("");
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String rawFileName(Recording recording) {
        String note = recording.content().required("note").stringValue();
        return note.length() < 60 ? note : "filename=\"" + "a".repeat(300) + ".png\"";
    }

    private byte[] fileContent(JsonNode body) throws Exception {
        int length = body.at("/multipart/0/length").asInt(0);
        return switch (length) {
            case 139 -> firstPicture;
            case 24 -> "this is not a png at all".getBytes(StandardCharsets.UTF_8);
            case 5000 -> Arrays.copyOf(Pictures.png(Pictures.noise(120, 120)), length);
            case 105_906_176 -> new byte[TOO_LARGE_BYTES];
            default -> length == 0 ? new byte[0] : Pictures.png(Pictures.gradient(64, 48));
        };
    }

    private static Map<String, String> fields(JsonNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.required("multipart")
                .valueStream()
                .filter(p -> p.has("value"))
                .forEach(p -> fields.put(
                        p.required("name").stringValue(), p.required("value").stringValue()));
        return fields;
    }

    private void compare(Recording recording, HttpResponse<byte[]> answer) throws Exception {
        JsonNode expected = recording.response();
        assertThat(answer.statusCode()).isEqualTo(expected.required("status").intValue());
        expected.required("headers")
                .forEach(h -> compareHeader(h.get(0).asString(), h.get(1).asString(), answer));
        if (expected.has("bodyJson")) {
            compareJson(recording, expected.required("bodyJson"), ComfyUiClient.json(ComfyUiClient.text(answer)));
        } else if (expected.has("bodyFile")) {
            compareBytes(recording, answer);
        } else {
            assertThat(ComfyUiClient.text(answer))
                    .isEqualTo(expected.path("bodyText").asString(""));
        }
    }

    private void compareHeader(String name, String value, HttpResponse<byte[]> answer) {
        String found = answer.headers().firstValue(name).orElse(null);
        if (COMPARED_HEADERS.contains(name)) {
            assertThat(found).as(name).isEqualTo(value);
        } else if (name.equals("Etag")) {
            assertThat(found).matches("\"[0-9a-f]+-[0-9a-f]+\"");
            ours.put(value, String.valueOf(found));
        } else if (name.equals("Content-Range")) {
            assertThat(found).startsWith(value.substring(0, value.indexOf('/')));
        }
    }

    private void compareJson(Recording recording, JsonNode expected, JsonNode found) {
        if (recording.name().startsWith("system_stats")) {
            assertThat(shape(found)).isEqualTo(shape(expected));
            assertThat(found.at("/system/comfyui_version")).isEqualTo(expected.at("/system/comfyui_version"));
            return;
        }
        String theirId = expected.path("prompt_id").asString("");
        if (!theirId.isEmpty()) {
            ours.put(theirId, found.required("prompt_id").stringValue());
            lastLong = LONG.contains(recording.name()) ? theirId : lastLong;
        }
        Sameness theirs = new Sameness("/srv/app");
        Sameness here = new Sameness(dataFolder());
        ours.forEach((their, our) -> here.alias(our, their));
        JsonNode wanted = theirs.json(ComfyUiClient.json(expected.toString().replace(SLOW_NODE, HELD_NODE)));
        JsonNode normal = here.json(found);
        assertThat(normal).isEqualTo(wanted);
        assertThat(normal.toString()).as("order of the fields").isEqualTo(wanted.toString());
    }

    private static String shape(JsonNode value) {
        return String.join(" ", value.propertyNames()) + " | "
                + String.join(" ", value.path("system").propertyNames()) + " | "
                + String.join(" ", value.at("/devices/0").propertyNames());
    }

    private static void compareBytes(Recording recording, HttpResponse<byte[]> answer) throws Exception {
        String file = recording.response().required("bodyFile").stringValue();
        byte[] expected = recording.bodyFile();
        if (expected.length <= 16) {
            assertThat(answer.body()).isEqualTo(expected);
        } else if (file.endsWith(".png")) {
            assertThat(Pictures.pixels(answer.body())).isEqualTo(Pictures.pixels(expected));
        } else if (!file.endsWith(".bin")) {
            assertThat(Pictures.furthest(answer.body(), expected))
                    .as("difference of a channel")
                    .isLessThan(6);
        }
    }

    private void awaitEnd(HttpResponse<byte[]> answer) throws Exception {
        String text = ComfyUiClient.text(answer);
        if (answer.statusCode() == 200 && text.contains("\"node_errors\"")) {
            client.awaitHistory(ComfyUiClient.json(text).required("prompt_id").stringValue());
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

    private String dataFolder() {
        Path output = emulator.folders().output();
        return String.valueOf(output.getParent());
    }
}
