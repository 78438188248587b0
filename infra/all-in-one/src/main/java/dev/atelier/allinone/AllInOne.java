package dev.atelier.allinone;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What {@code ./run} starts: the local run itself, and the words that talk to it. */
public final class AllInOne {
    private AllInOne() {}

    public static void main(String[] arguments) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> words = Arrays.asList(arguments);
        LocalFolder folder = LocalFolder.open(Path.of(System.getProperty("atelier.home", ".atelier")));
        Words commands = new Words(folder, out);
        try {
            System.exit(commands.say(
                    words.isEmpty() ? "start" : words.getFirst(),
                    words.stream().skip(1).toList()));
        } catch (RuntimeException e) {
            out.println("Atelier: " + Words.explain(e));
            System.exit(1);
        }
    }
}
