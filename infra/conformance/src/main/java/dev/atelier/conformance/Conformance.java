package dev.atelier.conformance;

import dev.atelier.conformance.comfyui.ComfyUiChecks;
import dev.atelier.conformance.comfyui.Stand;
import java.io.PrintStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** What {@code ./conformance} starts. Ends with 0 when nothing failed, 1 otherwise. */
public final class Conformance {
    private Conformance() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = Arrays.asList(arguments);
        if (words.isEmpty() || List.of("help", "--help").contains(words.getFirst())) {
            System.out.print(Options.HELP);
            return;
        }
        try {
            System.exit(run(Options.parse(words), System.out, System.err) ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("conformance: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Checks what is named, and prints the table; true if nothing failed. */
    static boolean run(Options options, PrintStream out, PrintStream progress) throws InterruptedException {
        URI url = options.comfyUi();
        if (url == null) {
            throw new IllegalArgumentException("name a back end");
        }
        try (Stand stand = new Stand(url, options.restart(), options.slowNodes())) {
            List<Result> results = new Run(options.patience(), progress).all(ComfyUiChecks.of(stand));
            Table.print(results, out);
            return Table.isGood(results);
        }
    }
}
