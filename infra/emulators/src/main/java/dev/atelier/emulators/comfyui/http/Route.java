package dev.atelier.emulators.comfyui.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a path template such as {@code /history/{prompt_id}}. Each route also exists below {@code /api}.
 */
record Route(String method, String template, Handler handler) {

    /** What answers a request. {@link Ask.NotJson} and a PythonError become the 500 of an uncaught exception. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Ask ask) throws IOException, Ask.NotJson;
    }

    static Route get(String template, Handler handler) {
        return new Route("GET", template, handler);
    }

    static Route post(String template, Handler handler) {
        return new Route("POST", template, handler);
    }

    boolean allows(String asked) {
        return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
    }

    /** The variables of a path that fits. */
    Optional<Map<String, String>> match(String path) {
        Optional<Map<String, String>> bare = match(template, path);
        return bare.isPresent() ? bare : match("/api" + template, path);
    }

    private static Optional<Map<String, String>> match(String template, String path) {
        String[] expected = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (expected.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{") && !given[i].isEmpty()) {
                variables.put(expected[i].substring(1, expected[i].length() - 1), decoded(given[i]));
            } else if (!expected[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
