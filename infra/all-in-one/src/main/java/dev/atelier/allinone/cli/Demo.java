package dev.atelier.allinone.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main job as a person would do it: register, be given credits, hand in a photograph, wait for the result and save
 * it, and then look at where the money went and what happened when.
 */
public final class Demo {
    private static final long CREDITS = 100;
    private static final int LOOKS_MAX = 200;
    private static final long LOOK_AGAIN_NANOS = 50_000_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final ApiClient person;
    private final ApiClient administrator;
    private final PrintStream out;

    public Demo(ApiClient person, ApiClient administrator, PrintStream out) {
        this.person = person;
        this.administrator = administrator;
        this.out = out;
    }

    /** Saves the result in {@code folder} and returns its path; everything else is told on the terminal. */
    public Path run(Path photo, String preset, Path folder) {
        requirePreset(preset);
        JsonNode user = register();
        String uploadId = upload(photo);
        grant(user);
        JsonNode job = create(uploadId, preset);
        String id = job.path("id").asString();
        JsonNode done = follow(id);
        Path result = save(done, photo, preset, folder);
        printStatement();
        printTimeline(id);
        return result;
    }

    private void requirePreset(String preset) {
        List<String> names = person.get("/api/presets")
                .path("presets")
                .valueStream()
                .map(offer -> offer.path("name").asString())
                .toList();
        if (!names.contains(preset)) {
            throw new IllegalArgumentException("there is no preset " + preset + "; there are " + names);
        }
    }

    private JsonNode register() {
        return person.post("/api/users", Map.of("language", Locale.getDefault().getLanguage()), Map.of());
    }

    private void grant(JsonNode user) {
        administrator.post(
                "/admin/accounts/" + user.path("accountId").asString() + "/grants",
                Map.of("amount", CREDITS, "reason", "credits for the demo"),
                Map.of("Idempotency-Key", "demo-" + UUID.randomUUID()));
        out.println("person    " + user.path("id").asString() + ", given " + CREDITS + " credits");
    }

    private String upload(Path photo) {
        try {
            byte[] content = Files.readAllBytes(photo);
            String id = person.upload("/api/uploads", mediaType(photo), content)
                    .path("id")
                    .asString();
            out.println("photo     " + photo + " (" + content.length + " bytes) is " + id);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + photo, e);
        }
    }

    private JsonNode create(String uploadId, String preset) {
        JsonNode job = person.post(
                "/api/jobs",
                Map.of("preset", preset, "inputs", Map.of("image", uploadId)),
                Map.of("Idempotency-Key", "demo-" + UUID.randomUUID()));
        out.println("job       " + job.path("id").asString() + ", preset " + preset + ", price "
                + job.path("price").asString());
        return job;
    }

    /** Shows each change as it comes; a stream that ends early is opened again, and the view is the truth. */
    private JsonNode follow(String id) {
        while (true) {
            try (Stream<String> lines = person.lines("/api/jobs/" + id + "/events")) {
                lines.filter(line -> line.startsWith("data:"))
                        .map(line -> JSON.readTree(line.substring("data:".length())))
                        .forEach(this::printProgress);
            }
            JsonNode view = person.get("/api/jobs/" + id);
            switch (view.path("state").asString()) {
                case "succeeded" -> {
                    return view;
                }
                case "failed", "cancelled" ->
                    throw new IllegalStateException(
                            "the job ended as " + view.path("state").asString() + ": "
                                    + view.path("failure").toString());
                default -> out.println("          still " + view.path("state").asString());
            }
        }
    }

    private void printProgress(JsonNode view) {
        String percent =
                view.path("percent").isNumber() ? " " + view.path("percent").asInt() + " %" : "";
        String state = view.path("state").asString("running");
        out.println("          " + state + percent);
    }

    private Path save(JsonNode view, Path photo, String preset, Path folder) {
        JsonNode artifact = view.path("artifacts").path(0);
        byte[] content = person.download(artifact.path("url").asString());
        String extension = artifact.path("mediaType").asString("image/png").replaceFirst(".*/", "");
        return ResultFile.save(folder, photo, preset, extension.equals("jpeg") ? "jpg" : extension, content);
    }

    /** The job has ended a moment before its money is settled, so the statement waits until nothing is held. */
    private void printStatement() {
        JsonNode balance = person.get("/api/balance");
        for (int look = 0; look < LOOKS_MAX && balance.path("held").asLong() > 0; look++) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            balance = person.get("/api/balance");
        }
        out.println("statement");
        JsonNode movements = person.get("/api/statement").path("movements");
        for (JsonNode movement : List.copyOf(movements.values()).reversed()) {
            out.printf(
                    "          %-10s %4d   available %d, held %d%n",
                    movement.path("what").asString(),
                    movement.path("amount").asLong(),
                    movement.path("available").asLong(),
                    movement.path("held").asLong());
        }
    }

    private void printTimeline(String id) {
        out.println("timeline");
        for (JsonNode event :
                administrator.get("/admin/jobs/" + id + "/timeline").path("events")) {
            out.println("          " + event.path("recordedAt").asString() + "  "
                    + event.path("type").asString());
        }
    }

    private static String mediaType(Path photo) {
        String name = Objects.toString(photo.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
            return "image/jpeg";
        }
        return name.endsWith(".webp") ? "image/webp" : "image/png";
    }
}
