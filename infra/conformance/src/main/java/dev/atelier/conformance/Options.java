package dev.atelier.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words after {@code ./conformance}.
 *
 * @param comfyUi a ComfyUI's address; null for none
 * @param restart what restarts it, for a shell; null if it cannot be
 * @param slowNodes how many nodes a graph has that has to run for a while
 * @param patience how long a check may take
 */
record Options(@Nullable URI comfyUi, @Nullable String restart, int slowNodes, Duration patience) {
    static final String HELP = """
            ./conformance --comfyui URL [--restart COMMAND] [--slow-nodes N] [--patience SECONDS]
            ./conformance help

            Drives a real ComfyUI with Atelier's own client: submit, progress, result, cached result, refusals, run-time
            errors, cancel while waiting and while running, several clients at once, a run found again after its client
            died, and a restart in the middle. It needs core nodes only, no model. Prints a table; ends with 0 if
            nothing failed. Nobody else should use the server meanwhile.

              --comfyui URL      such as http://gpu-1:8188
              --restart COMMAND  restarts that server, such as 'ssh gpu-1 systemctl restart comfyui'
              --slow-nodes N     nodes of a graph that has to run for some seconds, 80 if not given; more if it is fast
              --patience SECONDS how long a check may take, 300 if not given

            See docs/conformance.md.
            """;

    /** Throws {@link IllegalArgumentException} for what nobody knows. */
    static Options parse(List<String> words) {
        Options options = new Options(null, null, 80, Duration.ofMinutes(5));
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("unknown, or without its value: " + word + ", see help");
            }
            options = options.with(word, rest.next());
        }
        if (options.comfyUi == null) {
            throw new IllegalArgumentException("name a back end: --comfyui URL");
        }
        return options;
    }

    private Options with(String word, String value) {
        return switch (word) {
            case "--comfyui" -> new Options(URI.create(value), restart, slowNodes, patience);
            case "--restart" -> new Options(comfyUi, value, slowNodes, patience);
            case "--slow-nodes" -> new Options(comfyUi, restart, number(word, value), patience);
            case "--patience" -> new Options(comfyUi, restart, slowNodes, Duration.ofSeconds(number(word, value)));
            case "--runpod", "--key" ->
                throw new IllegalArgumentException("RunPod cannot be checked yet: there is no client for it");
            default -> throw new IllegalArgumentException("unknown: " + word + ", see help");
        };
    }

    private static int number(String word, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As below.
        }
        throw new IllegalArgumentException(word + " needs a number above zero");
    }
}
