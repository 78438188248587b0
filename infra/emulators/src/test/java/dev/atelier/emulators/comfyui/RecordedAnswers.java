package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares answers with recorded ones: status, the headers that mean something, the body. */
final class RecordedAnswers {

    private static final List<String> COMPARED_HEADERS = List.of(
            "Content-Type",
            "Content-Disposition",
            "X-Content-Type-Options",
            "Accept-Ranges",
            "Allow",
            "Cache-Control",
            "Vary",
            "Connection");

    private final Counterparts names;

    RecordedAnswers(Counterparts names) {
        this.names = names;
    }

    void compare(Recording recording, HttpResponse<byte[]> answer) throws Exception {
        JsonNode expected = recording.response();
        assertThat(answer.statusCode()).isEqualTo(expected.required("status").intValue());
        expected.required("headers")
                .forEach(h -> compareHeader(h.get(0).asString(), h.get(1).asString(), answer));
        if (expected.has("bodyJson")) {
            compareJson(recording, expected.required("bodyJson"), ComfyUiClient.text(answer));
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
            names.learn(value, String.valueOf(found));
        } else if (name.equals("Content-Range")) {
            assertThat(found).startsWith(value.substring(0, value.indexOf('/')));
        }
    }

    private void compareJson(Recording recording, JsonNode expected, String text) {
        JsonNode found = ComfyUiClient.json(text);
        if (recording.name().startsWith("system_stats")) {
            assertThat(shape(found)).isEqualTo(shape(expected));
            assertThat(found.at("/system/comfyui_version")).isEqualTo(expected.at("/system/comfyui_version"));
            return;
        }
        JsonNode theirId = expected.path("prompt_id");
        if (theirId.isString()) {
            names.learn(theirId.stringValue(), found.required("prompt_id").stringValue());
        }
        JsonNode wanted = names.there().json(expected);
        JsonNode normal = names.here().json(found);
        assertThat(normal).isEqualTo(wanted);
        assertThat(normal.toString()).as("order of the fields").isEqualTo(wanted.toString());
        if (wanted.equals(expected)) {
            // Nothing in it differs from one server to the next: the bytes are the same.
            assertThat(text).isEqualTo(recording.response().required("bodyText").stringValue());
        }
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
}
