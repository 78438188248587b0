package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log under writers that are killed, stopped and cut off at random, many times over: every committed event is read
 * exactly once and in order, from wherever one begins. {@code -Dstress.seed=} repeats a life, {@code -Dstress.seeds=}
 * says how many are lived.
 */
class LogStressIT {
    private static final int SEEDS = Integer.getInteger("stress.seeds", 6);
    private static final long FIRST_SEED = Long.getLong("stress.seed", System.currentTimeMillis());

    @TempDir
    private Path home;

    @Test
    void every_committed_event_is_read_exactly_once_and_in_order() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            try (StressRun run = new StressRun(seed, Files.createDirectory(home.resolve("seed-" + seed)))) {
                run.live();
                int events = run.check();
                System.out.printf("stress: seed %d, %d events%n", seed, events);
                assertThat(events).isPositive();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("repeat with -Dstress.seed=" + seed + " -Dstress.seeds=1", e);
            }
        }
    }
}
