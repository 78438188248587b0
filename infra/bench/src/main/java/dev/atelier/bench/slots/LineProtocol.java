package dev.atelier.bench.slots;

import dev.atelier.wire.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One JSON request per line on standard input, one JSON answer per line on standard output, until {@code quit}. */
final class LineProtocol {
    /** Answers a request; what it throws is answered as {@code error}. */
    @FunctionalInterface
    interface Driver {
        Map<String, Object> answer(String op, JsonNode request) throws IOException;
    }

    private LineProtocol() {}

    static void serve(Driver driver) {
        // Whatever else prints must not be taken for an answer.
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                JsonNode request = WireJson.mapper().readTree(line);
                String op = request.path("op").asString();
                if (op.equals("quit")) {
                    return;
                }
                answers.println(new String(WireJson.write(answer(driver, op, request)), StandardCharsets.UTF_8));
                answers.flush();
            }
        } catch (IOException e) {
            System.err.println("the driver's input broke: " + e);
        }
    }

    private static Map<String, Object> answer(Driver driver, String op, JsonNode request) {
        try {
            return driver.answer(op, request);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            return Map.of("error", e.toString());
        }
    }

    /** Milliseconds since 1970, with fractions. */
    static double now() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }
}
