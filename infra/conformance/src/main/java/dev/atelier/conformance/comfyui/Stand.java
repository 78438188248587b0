package dev.atelier.conformance.comfyui;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.comfyui.ComfyUi;
import dev.atelier.gpu.comfyui.ComfyUiSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server under test, the adapter's own client for it, and a second look past that client. */
public final class Stand implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Marks what this run leaves at the server. */
    final String worker = "conformance-" + UUID.randomUUID();

    final ComfyUi client;
    final @Nullable String restart;
    final int slowNodes;
    private final URI url;
    private final Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Running> started = new ArrayList<>();

    /** @param restart what restarts the server, for a shell; null if it cannot be */
    public Stand(URI url, @Nullable String restart, int slowNodes) {
        this.url = url;
        this.restart = restart;
        this.slowNodes = slowNodes;
        this.client = another();
        try {
            folder = Files.createTempDirectory("atelier-conformance-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more client of the same server. */
    ComfyUi another() {
        return new ComfyUi(new ComfyUiSettings(
                url,
                REQUEST_TIMEOUT,
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                256L << 20));
    }

    Running start(RunOrder order) {
        return start(client, order, Map.of());
    }

    Running start(ComfyUi by, RunOrder order, Map<String, Path> inputs) {
        String id = UUID.randomUUID().toString();
        List<Integer> percents = new CopyOnWriteArrayList<>();
        RunControl control = new RunControl(percents::add);
        FutureTask<Outcome> task = new FutureTask<>(
                () -> by.run(new Work(id, order, inputs, Files.createDirectory(folder.resolve(id)), worker), control));
        Thread thread = Thread.ofPlatform().daemon().name("run-" + id).start(task);
        Running running = new Running(id, control, percents, thread, task);
        synchronized (started) {
            started.add(running);
        }
        return running;
    }

    /** A run that takes some seconds, of a colour that was not asked for before. */
    Running startSlow(ComfyUi by) {
        int colour = ThreadLocalRandom.current().nextInt(1 << 24);
        return start(by, Graphs.order(Graphs.slow(slowNodes, colour)), Map.of());
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** What the server says at a path, past the client. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("GET " + path + ": " + answer.statusCode());
        }
        return MAPPER.readTree(answer.body());
    }

    boolean isRunning(Running run) throws IOException, InterruptedException {
        return holds("queue_running", run);
    }

    boolean isWaiting(Running run) throws IOException, InterruptedException {
        return holds("queue_pending", run);
    }

    private boolean holds(String list, Running run) throws IOException, InterruptedException {
        return get("/queue")
                .path(list)
                .valueStream()
                .anyMatch(item -> item.path(1).asString("").equals(run.id()));
    }

    /** Stops what was left going, so that the next check begins on an idle server. */
    void settle() throws InterruptedException {
        List<Running> all;
        synchronized (started) {
            all = List.copyOf(started);
            started.clear();
        }
        all.forEach(run -> run.control().cancel());
        for (Running run : all) {
            run.thread().join(REQUEST_TIMEOUT);
        }
    }

    @Override
    public void close() {
        try {
            settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        http.shutdownNow();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
