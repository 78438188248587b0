package dev.atelier.allinone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What must always hold, in ten thousand worlds. Run one alone with {@code -Datelier.seed=… -Datelier.seeds=1}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfilmentSimulationTest {
    private static final long FIRST_SEED = Long.getLong("atelier.seed", 1L);
    private static final int SEEDS = Integer.getInteger("atelier.seeds", 10_000);

    private final Set<Class<?>> told = ConcurrentHashMap.newKeySet();

    @Test
    void every_job_ends_its_money_is_settled_once_and_what_is_said_again_changes_nothing() {
        LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS).parallel().forEach(this::live);
        if (SEEDS >= 1_000) {
            assertThat(told)
                    .as("the worlds are troubled enough")
                    .contains(JobSucceeded.class, JobFailed.class, JobCancelled.class, LateResultRecorded.class);
        }
    }

    private void live(long seed) {
        String name = "seed %d (alone: -Datelier.seed=%d -Datelier.seeds=1)".formatted(seed, seed);
        World world = new World(seed);
        world.live();
        List<Object> log = events(world);
        log.forEach(event -> told.add(event.getClass()));

        assertThat(Judge.findings(log)).as(name).isEmpty();
        assertThat(world.isQuiet()).as(name + ": nobody waits for anything").isTrue();
        world.sayEverythingAgain();
        assertThat(events(world).subList(log.size(), world.log().size()))
                .as(name + ": what follows when everything is said again")
                .isEmpty();
    }

    private static List<Object> events(World world) {
        return world.log().stream().map(CommandSide.Stored::event).toList();
    }
}
