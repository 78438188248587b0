package dev.atelier.command.job;

import dev.atelier.command.preset.domain.GivenValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person asks for.
 *
 * @param preset a name of {@code GET /api/presets}
 * @param inputs the preset's names of pictures → ids of ready uploads
 * @param parameters the preset's parameters by name; what is left out is as the preset says
 * @param clientReference the client's own name for the job, at most 200 characters; kept sealed
 * @param dryRun the price only; the same as the query parameter
 */
record JobRequest(
        @Nullable String preset,
        @Nullable Map<String, @Nullable String> inputs,
        @Nullable Map<String, JsonNode> parameters,
        @Nullable String clientReference,
        @Nullable Boolean dryRun) {

    Map<String, @Nullable String> inputsOrNone() {
        return inputs == null ? Map.of() : inputs;
    }

    Map<String, GivenValue> given() {
        Map<String, GivenValue> given = new TreeMap<>();
        (parameters == null ? Map.<String, JsonNode>of() : parameters)
                .forEach((name, value) -> given.put(name, given(value)));
        return given;
    }

    /** What makes it the same request again: not how it was written, and not whether it waits. */
    Object content() {
        return new Content(
                preset,
                new TreeMap<>(inputsOrNone()),
                parameters == null ? new TreeMap<>() : new TreeMap<>(parameters),
                clientReference);
    }

    private record Content(
            @Nullable String preset,
            SortedMap<String, @Nullable String> inputs,
            SortedMap<String, JsonNode> parameters,
            @Nullable String clientReference) {}

    private static GivenValue given(@Nullable JsonNode value) {
        if (value == null) {
            return new GivenValue.Other();
        }
        if (value.isNumber()) {
            return new GivenValue.Number(value.decimalValue());
        }
        if (value.isBoolean()) {
            return new GivenValue.Flag(value.booleanValue());
        }
        return value.isString() ? new GivenValue.Text(value.stringValue()) : new GivenValue.Other();
    }
}
