package dev.atelier.chaos.strike.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.chaos.strike.domain.Strike.Freeze;
import dev.atelier.chaos.strike.domain.Strike.Kill;
import dev.atelier.chaos.strike.domain.Strike.Play;
import dev.atelier.chaos.strike.domain.Strike.Restart;
import dev.atelier.chaos.strike.domain.Strike.Wipe;
import dev.atelier.chaos.strike.domain.StrikePlan.Cast;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrikePlanTest {
    private static final List<String> VICTIMS =
            IntStream.range(0, 14).mapToObj(number -> "victim-" + number).toList();
    private static final Cast CAST =
            new Cast(VICTIMS, List.of("victim-1/postgres", "victim-2/redis"), List.of("comfyui-1", "comfyui-2"));

    @Test
    void in_ten_minutes_everybody_is_killed_frozen_and_restarted_three_times() {
        List<Strike> strikes = StrikePlan.of(7, Duration.ofMinutes(10), CAST);

        assertThat(VICTIMS).allSatisfy(victim -> {
            assertThat(strikes.stream()
                            .filter(strike ->
                                    strike instanceof Kill kill && kill.victim().equals(victim)))
                    .hasSize(3);
            assertThat(strikes.stream()
                            .filter(strike -> strike instanceof Freeze freeze
                                    && freeze.victim().equals(victim)))
                    .hasSize(3);
            assertThat(strikes.stream()
                            .filter(strike -> strike instanceof Restart restart
                                    && restart.victim().equals(victim)))
                    .hasSize(3);
        });
        assertThat(strikes).hasAtLeastOneElementOfType(Wipe.class).hasAtLeastOneElementOfType(Play.class);
    }

    @Test
    void the_same_seed_gives_the_same_plan_and_another_one_another() {
        Duration length = Duration.ofMinutes(3);

        assertThat(StrikePlan.of(1, length, CAST)).isEqualTo(StrikePlan.of(1, length, CAST));
        assertThat(StrikePlan.of(1, length, CAST)).isNotEqualTo(StrikePlan.of(2, length, CAST));
    }

    @Test
    void strikes_come_in_their_order_and_within_the_run() {
        Duration length = Duration.ofSeconds(20);
        List<Strike> strikes = StrikePlan.of(3, length, CAST);

        assertThat(strikes)
                .isNotEmpty()
                .isSortedAccordingTo(Comparator.comparing(Strike::at))
                .allSatisfy(strike -> assertThat(strike.at()).isLessThanOrEqualTo(length));
    }
}
