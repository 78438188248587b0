package dev.atelier.emulators.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atelier.emulators.comfyui.Faults.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the emulator against what is known of the real thing: the documented answers of production, and recordings of
 * worker-comfyui behind RunPod's local server. They are no part of the project: the environment variable {@code
 * ATELIER_RECORDINGS} (or the property {@code atelier.recordings}) names their folder.
 */
class RunPodRecordingsTest extends WithRunPod {
    private static final String NOTHING_COMPARED =
            "ATELIER_RECORDINGS names no folder with recordings of RunPod: nothing was compared";

    /** Written by production into some answers, and into none of the documented examples of a success. */
    private static final Set<String> SOMETIMES = Set.of("workerId");

    @TestFactory
    List<DynamicTest> what_production_is_documented_to_say() throws Exception {
        Path folder = recordings().orElse(null);
        if (folder == null) {
            return nothingCompared();
        }
        JsonNode known = read(folder.resolve("production-from-docs.json"));
        return List.of(
                dynamicTest("run", () -> sameShape(known, "runResponse", client.post("/run", body(RED, "")))),
                dynamicTest(
                        "runsync", () -> sameShape(known, "runsyncResponse", client.post("/runsync", body(RED, "")))),
                dynamicTest("status", () -> sameShape(known, "statusCompleted", client.end(client.run(RED, "")))),
                dynamicTest("cancel", () -> sameShape(known, "cancelResponse", cancelled())),
                dynamicTest("retry", () -> sameShape(known, "retryResponse", retried())),
                dynamicTest("purge", () -> sameShape(known, "purgeQueueResponse", purged())),
                dynamicTest("health", () -> sameShape(known, "healthResponse", client.get("/health"))),
                dynamicTest(
                        "webhook",
                        () -> assertThat(names(webhook()))
                                .isEqualTo(withWorker(names(known.at("/webhook/cloudBodyExample/body"))))),
                dynamicTest("failed", () -> {
                    JsonNode lost = lost();
                    assertThat(names(lost)).isEqualTo(names(known.at("/failedExample/bodies/1")));
                    assertThat(lost.path("error")).isEqualTo(known.at("/failedExample/bodies/1/error"));
                    assertThat(lost.path("retries")).isEqualTo(known.at("/failedExample/bodies/1/retries"));
                }),
                dynamicTest(
                        "states",
                        () -> assertThat(known.path("states").propertyNames())
                                .containsAll(Stream.of(Job.Status.values())
                                        .map(Enum::name)
                                        .toList())),
                dynamicTest(
                        "rates",
                        () -> assertThat(rates(known.at("/limits/rate"))).allMatch(String::isEmpty)));
    }

    @TestFactory
    List<DynamicTest> what_the_worker_said() throws Exception {
        Path folder = recordings().map(root -> root.resolve("worker-comfyui")).orElse(null);
        if (folder == null) {
            return nothingCompared();
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().contains("-runsync_"))
                    .sorted()
                    .toList()) {
                tests.add(dynamicTest(file.getFileName().toString(), () -> compare(read(file))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    private void compare(JsonNode recording) throws Exception {
        String name = recording.required("name").stringValue();
        String body = recording.at("/request/body").toString();
        if (name.equals("runsync_oom")) {
            body = body.replace("TestRaise", "ImageInvert");
            emulator.comfyUi().faults().failNext(Failure.OUT_OF_MEMORY);
        }
        JsonNode wanted = recording.at("/response/bodyJson");
        emulator.faults().losesHistory(wanted.path("error").asString("").contains("not found in history"));
        JsonNode found = client.post("/runsync", body);
        assertThat(found.path("status")).isEqualTo(wanted.path("status"));
        assertThat(found.path("error").asString(""))
                .isEqualTo(wanted.path("error").asString(""));
        if (wanted.has("output")) {
            assertThat(outline(found.path("output"))).isEqualTo(outline(wanted.path("output")));
        }
        JsonNode images = wanted.at("/output/images");
        for (int i = 0; i < images.size(); i++) {
            assertThat(pixels(found.at("/output/images/" + i)))
                    .as("picture " + i)
                    .isEqualTo(pixels(images.get(i)));
        }
    }

    /** An output without the bytes of its pictures. */
    private static String outline(JsonNode output) {
        return output.toString().replaceAll("\"data\":\"[^\"]*\"", "\"data\":\"…\"");
    }

    private static String pixels(JsonNode image) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(image.path("data").asString())));
        StringBuilder text = new StringBuilder(picture.getWidth() + "x" + picture.getHeight());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                text.append(' ').append(Integer.toHexString(picture.getRGB(x, y)));
            }
        }
        return text.toString();
    }

    private static void sameShape(JsonNode known, String name, JsonNode found) {
        JsonNode wanted = known.required(name);
        Set<String> more = names(found);
        more.removeAll(SOMETIMES);
        assertThat(more).isEqualTo(names(wanted));
        assertThat(found.path("status")).isEqualTo(wanted.path("status"));
        assertThat(shape(found.path("id").asString("")))
                .isEqualTo(shape(wanted.path("id").asString("")));
        wanted.properties().stream()
                .filter(field -> field.getValue().isObject() && !field.getKey().equals("output"))
                .forEach(field -> assertThat(names(found.path(field.getKey()))).isEqualTo(names(field.getValue())));
    }

    /** An id without its digits; the documented answer of {@code /run} lacks the end that all others have. */
    private static String shape(String id) {
        return id.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>")
                .replaceAll("-u1$", "");
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    /** For each documented rate what is wrong with ours; empty if nothing. */
    private static List<String> rates(JsonNode rates) {
        return rates.properties().stream()
                .map(rate -> {
                    Operation operation = Stream.of(Operation.values())
                            .filter(each -> each.path.equals(rate.getKey()))
                            .findFirst()
                            .orElseThrow();
                    String ours = operation.perTenSeconds + "/10 s"
                            + (operation.atOnce > 0 ? ", " + operation.atOnce + " concurrent" : "");
                    return ours.equals(rate.getValue().asString()) ? "" : rate.getKey() + " " + ours;
                })
                .toList();
    }

    private static Set<String> withWorker(Set<String> names) {
        names.addAll(SOMETIMES);
        return names;
    }

    private JsonNode webhook() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (WebhookReceiver receiver = new WebhookReceiver(heard, 200)) {
            client.run(RED, receiver.field());
            return JsonMapper.shared().readTree(String.valueOf(heard.poll(10, TimeUnit.SECONDS)));
        }
    }

    private JsonNode cancelled() throws Exception {
        emulator.workersGone(true);
        String id = client.run(RED, "");
        JsonNode answer = client.post("/cancel/" + id, "");
        emulator.workersGone(false);
        return answer;
    }

    private JsonNode retried() throws Exception {
        return client.post("/retry/" + lost().required("id").stringValue(), "");
    }

    private JsonNode lost() throws Exception {
        return client.end(client.post("/run", "{\"input\": {}}").required("id").stringValue());
    }

    private JsonNode purged() throws Exception {
        emulator.workersGone(true);
        client.run(RED, "");
        client.run(RED, "");
        JsonNode answer = client.post("/purge-queue", "");
        emulator.workersGone(false);
        return answer;
    }

    private static String body(String workflow, String more) {
        return "{\"input\": {\"workflow\": " + workflow + "}" + more + "}";
    }

    private static List<DynamicTest> nothingCompared() {
        System.out.println(NOTHING_COMPARED);
        return List.of(dynamicTest("recordings", () -> assumeTrue(false, NOTHING_COMPARED)));
    }

    private static Optional<Path> recordings() {
        return Optional.ofNullable(System.getProperty("atelier.recordings", System.getenv("ATELIER_RECORDINGS")))
                .map(Path::of)
                .map(root -> root.resolve("runpod"))
                .filter(Files::isDirectory);
    }

    private static JsonNode read(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }
}
