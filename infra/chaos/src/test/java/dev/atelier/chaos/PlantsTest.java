package dev.atelier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.chaos.strike.domain.Strike.Kill;
import dev.atelier.chaos.strike.domain.StrikePlan;
import dev.atelier.chaos.strike.domain.StrikePlan.Cast;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantsTest {
    /** What is acknowledged too early is lost only with its process, so the command side has to be killed meanwhile. */
    @Test
    void the_command_side_is_killed_while_orders_come_in() {
        Cast cast = new Cast(
                List.of(
                        "postgres",
                        "rabbitmq",
                        "redis",
                        "s3",
                        "comfyui-1",
                        "command-side-1",
                        "query-side-1",
                        "saga-orchestrator-1",
                        "gpu-adapter-1"),
                List.of("command-side-1/postgres"),
                List.of("comfyui-1"));

        assertThat(StrikePlan.of(Plants.SEED, Duration.ofMillis(Math.round(Plants.MINUTES * 60_000)), cast))
                .anyMatch(strike -> strike instanceof Kill kill
                        && kill.victim().equals("command-side-1")
                        && kill.at().compareTo(Duration.ofSeconds(3)) > 0);
    }
}
