package dev.atelier.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Many lives of many jobs with messages lost, doubled and out of order, each life repeatable from its seed. */
class LedgerSimulationTest {
    private static final int SEEDS = Integer.getInteger("atelier.seeds", 2_000);
    private static final long FIRST_SEED = Long.getLong("atelier.seed", 1L);

    @Test
    void money_adds_up_in_every_life() {
        int ends = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            Workshop workshop = new Workshop(seed);
            workshop.live();
            assertThat(Audited.findings(workshop.log()))
                    .as("seed %d (repeat with -Datelier.seed=%d -Datelier.seeds=1)", seed, seed)
                    .isEmpty();
            ends += workshop.jobs();
        }
        assertThat(ends).as("jobs that lived").isGreaterThan(SEEDS);
    }
}
