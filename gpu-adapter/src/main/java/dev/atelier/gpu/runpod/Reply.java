package dev.atelier.gpu.runpod;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer.
 *
 * @param json its body, or the missing node where that is not JSON
 * @param retryAfter how long it asks to be left alone
 */
record Reply(int status, JsonNode json, Optional<Duration> retryAfter) {
    /** Answers are read whole: a picture of the 20 MB that RunPod lets through is a third longer as text. */
    static final int BYTES_MAX = 32 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(BYTES_MAX)
                            .build())
                    .build())
            .build();

    static Reply of(HttpResponse<byte[]> answer, Instant now) {
        return new Reply(answer.statusCode(), parse(answer.body()), retryAfter(answer.headers(), now));
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** RFC 9110, 10.2.3: seconds or a date. What is neither is passed over. */
    private static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(value -> {
            try {
                Duration wait = value.chars().allMatch(Character::isDigit)
                        ? Duration.ofSeconds(Integer.parseInt(value))
                        : Duration.between(
                                now,
                                ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                        .toInstant());
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
            } catch (DateTimeException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
