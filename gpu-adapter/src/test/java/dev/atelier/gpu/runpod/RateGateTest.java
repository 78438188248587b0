package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RateGateTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final RandomGenerator NO_CHANCE = () -> 0L;

    private final RateGate gate = new RateGate(NO_CHANCE);

    @Test
    void itIsOpenUntilSomethingIsRefused() {
        assertThat(gate.closedFor(NOON)).isZero();
        gate.refused(Optional.of(Duration.ofSeconds(7)), NOON);
        assertThat(gate.closedFor(NOON)).isEqualTo(Duration.ofSeconds(7));
        assertThat(gate.closedFor(NOON.plusSeconds(7))).isZero();
    }

    @Test
    void withoutATimeItBacksOffAndForgetsThatWhenItPasses() {
        assertThat(refusedAt(0)).isEqualTo(1);
        assertThat(refusedAt(1)).isEqualTo(2);
        assertThat(refusedAt(3)).isEqualTo(4);
        gate.passed();
        assertThat(refusedAt(7)).isEqualTo(1);
    }

    @Test
    void manyThatAreRefusedTogetherCountOnce() {
        for (int i = 0; i < 200; i++) {
            gate.refused(Optional.empty(), NOON);
        }
        assertThat(gate.closedFor(NOON)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void noWaitIsLongerThanAMinute() {
        gate.refused(Optional.of(Duration.ofDays(1)), NOON);
        assertThat(gate.closedFor(NOON)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void thoseWhoWaitComeBackOneByOne() {
        RateGate spread = new RateGate(() -> -1L);
        spread.refused(Optional.of(Duration.ofSeconds(8)), NOON);
        assertThat(spread.closedFor(NOON)).isBetween(Duration.ofMillis(9_900), Duration.ofSeconds(10));
    }

    private long refusedAt(int second) {
        Instant now = NOON.plusSeconds(second);
        gate.refused(Optional.empty(), now);
        return gate.closedFor(now).toSeconds();
    }
}
