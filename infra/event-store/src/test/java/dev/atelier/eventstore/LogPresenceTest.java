package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogPresenceTest {
    private final AtomicBoolean up = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final LogPresence presence = new LogPresence(this::open);

    private Connection open() throws SQLException {
        looks.incrementAndGet();
        if (!up.get()) {
            throw new SQLException("refused");
        }
        return mock(Connection.class);
    }

    @Test
    void whoeverComesIsRefusedUntilTheServerAnswersAgain() {
        assertThat(presence.absence()).isNull();

        presence.lost(new SQLException("broken"));

        assertThat(presence.absence()).isNotNull().hasMessageContaining("has not answered since");
        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() > 1);
        assertThat(presence.awaySince()).isPresent();

        up.set(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> presence.absence() == null);
        assertThat(presence.awaySince()).isEmpty();
    }

    @Test
    void afterTheEndNobodyLooksForIt() {
        presence.close();
        presence.lost(new SQLTransientConnectionException("late"));
        assertThat(presence.absence()).isNull();
        assertThat(looks).hasValue(0);
    }
}
