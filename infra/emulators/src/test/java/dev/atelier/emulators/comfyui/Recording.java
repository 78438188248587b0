package dev.atelier.emulators.comfyui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One file of the recordings of the real server: an HTTP exchange, or what a WebSocket heard. */
record Recording(Path file, JsonNode content) {

    private static final String SETTING = "ATELIER_RECORDINGS";

    /** The folder with the recordings of ComfyUI, if the environment names one. */
    static Optional<Path> folder() {
        String given = System.getProperty("atelier.recordings", System.getenv(SETTING));
        return Optional.ofNullable(given)
                .map(Path::of)
                .map(root -> Files.isDirectory(root.resolve("comfyui")) ? root.resolve("comfyui") : root)
                .filter(Files::isDirectory);
    }

    /** All recordings of one session, in the order in which they were made. */
    static List<Recording> session(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("\\d{3}-.*\\.json"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        }
    }

    private static Recording read(Path file) {
        try {
            return new Recording(file, ComfyUiClient.json(Files.readString(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The name without number and extension. */
    String name() {
        String name = file.getFileName().toString();
        return name.substring(4, name.length() - ".json".length());
    }

    String label() {
        return file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
    }

    boolean isExchange() {
        return content.has("request");
    }

    boolean isSocket() {
        return content.has("wsPath");
    }

    JsonNode request() {
        return content.required("request");
    }

    JsonNode response() {
        return content.required("response");
    }

    /** The bytes of an answer that was kept in a file of its own. */
    byte[] bodyFile() throws IOException {
        return Files.readAllBytes(
                file.resolveSibling(response().required("bodyFile").stringValue()));
    }
}
