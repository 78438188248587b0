package dev.atelier.saga.timers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.saga.jobfulfilment.domain.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatWatchTest {
    private final SteppedClock clock = new SteppedClock(Jobs.NOON);
    private final HeartbeatWatch watch = new HeartbeatWatch(clock, Duration.ofSeconds(30), Duration.ofSeconds(10));

    @Test
    void silence_means_something_only_after_listening_long_enough() {
        watch.connected();
        listen(29);
        assertThat(watch.isHearing()).isFalse();
        listen(1);
        assertThat(watch.isHearing()).isTrue();
    }

    @Test
    void nothing_is_heard_without_a_connection_and_a_new_one_begins_anew() {
        watch.connected();
        listen(60);
        watch.disconnected();
        assertThat(watch.isHearing()).isFalse();
        watch.connected();
        assertThat(watch.isHearing()).isFalse();
        listen(30);
        assertThat(watch.isHearing()).isTrue();
    }

    @Test
    void a_pause_of_the_process_is_a_break_in_listening() {
        watch.connected();
        listen(60);
        clock.step(Duration.ofMinutes(5));
        assertThat(watch.isHearing()).isFalse();
        watch.tick();
        assertThat(watch.isHearing()).isFalse();
        listen(30);
        assertThat(watch.isHearing()).isTrue();
    }

    private void listen(int seconds) {
        for (int second = 0; second < seconds; second++) {
            clock.step(Duration.ofSeconds(1));
            watch.tick();
        }
    }
}
