package dev.atelier.emulators.comfyui;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Sends recorded requests again. Uploaded files were not kept, only their lengths, so others of that length go. */
final class RecordedRequests {

    /** Headers of a handshake that the Java client does not let us send; the refusal does not need them. */
    private static final Set<String> RESTRICTED =
            Set.of("Connection", "Upgrade", "Sec-WebSocket-Version", "Sec-WebSocket-Key");

    private static final int TOO_LARGE_BYTES = 101 * 1024 * 1024;

    private final ComfyUiClient client;
    private final Counterparts names;
    private final byte[] firstPicture;

    RecordedRequests(ComfyUiClient client, Counterparts names, byte[] firstPicture) {
        this.client = client;
        this.names = names;
        this.firstPicture = firstPicture;
    }

    HttpResponse<byte[]> send(Recording recording) throws Exception {
        JsonNode request = recording.request();
        Map<String, String> headers = new LinkedHashMap<>();
        request.required("headers").properties().stream()
                .filter(h -> !RESTRICTED.contains(h.getKey()))
                .forEach(e ->
                        headers.put(e.getKey(), names.translated(e.getValue().asString())));
        String path = names.translated(request.required("path").stringValue()).replace(" ", "%20");
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
                : (body.isString() ? body.stringValue() : names.translated(body.toString()))
                        .getBytes(StandardCharsets.UTF_8);
        return client.send(request.required("method").stringValue(), path, headers, bytes);
    }

    private static String fileName(JsonNode body) {
        // The recording client percent-encoded file names.
        String name = body.at("/multipart/0/filename").asString("");
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
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
}
