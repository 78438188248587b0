package dev.atelier.allinone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

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
                int status = ask(http, check.getValue());
                well &= status == 200;
                out.printf("  %-18s %s%n", check.getKey(), status == 200 ? "well" : "not well (" + status + ")");
            }
        }
        return well ? 0 : 1;
    }

    private static int ask(HttpClient http, String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
