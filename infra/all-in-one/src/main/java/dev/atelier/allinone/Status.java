package dev.atelier.allinone;

import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Whether each part of a running Atelier is well. */
final class Status {
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private Status() {}

    /** Returns 0 when all are well, 1 otherwise. */
    static int print(LocalFolder.Running running, PrintStream out) {
        Duration up = Duration.between(Instant.ofEpochMilli(running.startedAt()), Instant.now());
        out.println("Atelier runs at " + running.address() + ", process " + running.pid() + ", for " + up.toSeconds()
                + " s");
        Map<String, String> checks = new TreeMap<>(running.management());
        checks.put("front door", running.address() + "/check");
        boolean well = true;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Map.Entry<String, String> check : checks.entrySet()) {
                Optional<String> trouble = trouble(http, check.getValue());
                well &= trouble.isEmpty();
                out.printf(
                        "  %-18s %s%n",
                        check.getKey(), trouble.map(what -> "not well: " + what).orElse("well"));
            }
        }
        return well ? 0 : 1;
    }

    private static Optional<String> trouble(HttpClient http, String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(parts(answer));
        } catch (IOException e) {
            return Optional.of("it does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was not asked to the end");
        }
    }

    /** Which parts are down and why, as the health endpoint says it. */
    private static String parts(HttpResponse<String> answer) {
        try {
            JsonNode parts = WireJson.mapper().readTree(answer.body()).path("components");
            String down = parts.propertyStream()
                    .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
                    .map(part -> part.getKey() + " " + part.getValue().path("details"))
                    .collect(Collectors.joining(", "));
            return down.isEmpty() ? "status " + answer.statusCode() : down;
        } catch (JacksonException e) {
            return "status " + answer.statusCode();
        }
    }
}
