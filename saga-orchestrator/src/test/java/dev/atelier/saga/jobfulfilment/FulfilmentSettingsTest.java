package dev.atelier.saga.jobfulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.saga.store.SagaDatabaseSettings;
import dev.atelier.saga.timers.TimerSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A bad value stops the process with a message that names the property. */
class FulfilmentSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void a_worker_may_be_silent_for_the_missed_heartbeats_together() {
        var settings = new FulfilmentSettings(SECOND.multipliedBy(10), 3, SECOND, SECOND, 100, 10, SECOND);

        assertThat(settings.patience().heartbeats()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void bad_values_name_their_property() {
        assertThatThrownBy(() -> new FulfilmentSettings(Duration.ZERO, 3, SECOND, SECOND, 100, 10, SECOND))
                .hasMessageContaining("atelier.fulfilment.heartbeat-interval");
        assertThatThrownBy(() -> new FulfilmentSettings(SECOND, 0, SECOND, SECOND, 100, 10, SECOND))
                .hasMessageContaining("atelier.fulfilment.heartbeats-missed");
        assertThatThrownBy(() -> new FulfilmentSettings(SECOND, 3, SECOND, SECOND, 0, 10, SECOND))
                .hasMessageContaining("atelier.fulfilment.batch-size");
        assertThatThrownBy(() -> new FulfilmentSettings(SECOND, 3, SECOND, SECOND, 100, -1, SECOND))
                .hasMessageContaining("atelier.fulfilment.sagas-cached");
        assertThatThrownBy(() -> new TimerSettings(Duration.ZERO))
                .hasMessageContaining("atelier.timers.check-interval");
        assertThatThrownBy(() -> new SagaDatabaseSettings("", "", "", 6)).hasMessageContaining("atelier.saga.jdbc-url");
        assertThatThrownBy(() -> new SagaDatabaseSettings("jdbc:postgresql://db/saga", "", "", 1))
                .hasMessageContaining("atelier.saga.connections-max");
    }
}
