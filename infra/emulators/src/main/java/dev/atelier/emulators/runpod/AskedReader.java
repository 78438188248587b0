package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a {@code /run}: {@code input} is required, everything else has a default. */
final class AskedReader {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration EXECUTION = Duration.ofMinutes(10);
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration SHORTEST_EXECUTION = Duration.ofSeconds(5);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    private AskedReader() {}

    /** @throws IllegalArgumentException if it is no request for a job; the answer is a 400 then */
    static Job.Asked read(byte[] body, boolean sync) {
        JsonNode json = parsed(body);
        if (!json.path("input").isObject()) {
            throw new IllegalArgumentException("input is required and must be an object");
        }
        JsonNode webhook = json.path("webhook");
        if (!webhook.isMissingNode() && !webhook.isString()) {
            throw new IllegalArgumentException("webhook must be a string");
        }
        JsonNode policy = json.path("policy");
        return new Job.Asked(
                json.required("input"),
                Optional.ofNullable(webhook.asString(null)),
                new Job.Policy(
                        limit(policy.path("executionTimeout"), SHORTEST_EXECUTION, EXECUTION),
                        limit(policy.path("ttl"), SHORTEST_LIFE, LIFE)),
                sync);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is not JSON", e);
        }
    }

    private static Duration limit(JsonNode millis, Duration shortest, Duration usual) {
        if (millis.isMissingNode()) {
            return usual;
        }
        Duration given = Duration.ofMillis(millis.asLong(-1));
        if (given.compareTo(shortest) < 0 || given.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("policy must be between " + shortest + " and " + LONGEST);
        }
        return given;
    }
}
