package dev.atelier.emulators.runpod;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to an emulator as any client would. */
final class RunPodClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> UNFINISHED = Set.of("IN_QUEUE", "IN_PROGRESS");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final String key;

    RunPodClient(RunPodEmulator emulator) {
        this(emulator, "Bearer " + emulator.key());
    }

    RunPodClient(RunPodEmulator emulator, String key) {
        this.base = emulator.url() + "/" + emulator.endpoint();
        this.key = key;
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode get(String path) throws Exception {
        return json(send("GET", path, ""));
    }

    JsonNode post(String path, String body) throws Exception {
        return json(send("POST", path, body));
    }

    /** Fetches an address that an answer named. */
    HttpResponse<byte[]> fetch(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
    }

    /** Submits a graph, with more fields of the request if they are given, and returns the job's id. */
    String run(String workflow, String more) throws Exception {
        JsonNode answer = post("/run", "{\"input\": {\"workflow\": " + workflow + "}" + more + "}");
        return answer.required("id").stringValue();
    }

    /** The status of a job once it has ended. */
    JsonNode end(String id) throws Exception {
        return await(id, status -> !UNFINISHED.contains(status));
    }

    /** The status of a job once it has one of a kind. */
    JsonNode await(String id, java.util.function.Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode job = get("/status/" + id);
            if (wanted.test(job.path("status").asString(""))) {
                return job;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError("the job did not get there: " + get("/status/" + id));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
