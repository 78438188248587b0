package dev.atelier.bench.append;

import dev.atelier.bench.stage.Database;
import java.time.Duration;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/**
 * One engine in a JVM of its own, so that neither warms up at the cost of the other. Arguments: {@code atelier} or
 * {@code stock}, milliseconds to warm up, milliseconds to measure, numbers of callers. Prints a line
 * {@code CALLERS COMMANDS SECONDS} for each.
 */
final class AppendProcess {
    private AppendProcess() {}

    public static void main(String[] arguments) {
        Database database = Database.ofEnvironment();
        Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[1]));
        Duration time = Duration.ofMillis(Long.parseLong(arguments[2]));
        int[] callers =
                Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
        try (Engine engine = Engine.of(arguments[0], database)) {
            Callers.run(engine, Arrays.stream(callers).max().orElse(1), warmUp);
            for (int count : callers) {
                Callers.Count counted = Callers.run(engine, count, time);
                System.out.println(count + " " + counted.commands() + " " + counted.seconds());
            }
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(AppendProcess.class).error("the append part failed", e);
            System.exit(1);
        }
        System.exit(0);
    }
}
