package dev.atelier.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void a_quantile_is_the_nearest_rank() {
        LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).forEach(latencies::add);

        assertThat(latencies.millis(0.5)).isEqualTo(50);
        assertThat(latencies.millis(0.99)).isEqualTo(99);
        assertThat(latencies.millis(1)).isEqualTo(100);
        assertThat(latencies.millis(0)).isEqualTo(1);
    }

    @Test
    void one_duration_is_every_quantile() {
        latencies.add(7_500_000);

        assertThat(latencies.millis(0.5)).isEqualTo(7.5);
        assertThat(latencies.millis(0.99)).isEqualTo(7.5);
    }

    @Test
    void more_may_come_after_a_quantile_was_asked_for() {
        latencies.add(1_000_000);
        assertThat(latencies.millis(1)).isEqualTo(1);
        Latencies others = new Latencies();
        LongStream.range(0, 5_000).forEach(i -> others.add(2_000_000));
        latencies.addAll(others);

        assertThat(latencies.count()).isEqualTo(5_001);
        assertThat(latencies.millis(0.5)).isEqualTo(2);
    }

    @Test
    void without_durations_there_is_no_quantile() {
        assertThat(latencies.millis(0.5)).isNaN();
        assertThatThrownBy(() -> latencies.millis(1.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
