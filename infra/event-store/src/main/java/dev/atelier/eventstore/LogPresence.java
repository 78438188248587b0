package dev.atelier.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether PostgreSQL answers this process. Whoever has waited for it in vain says so, once for all: from then on nobody
 * else waits, one behind the other, until a look of its own has found the server again.
 */
public final class LogPresence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Probe probe;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Instant awaySince;

    /** Opens a connection of its own to the server. */
    @FunctionalInterface
    interface Probe {
        Connection open() throws SQLException;
    }

    LogPresence(Probe probe) {
        this.probe = probe;
    }

    /** Since when the server is away; empty while it is there, as far as is known. */
    public Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince);
    }

    /** The error for whoever comes while the server is away, null while it is there. */
    @Nullable
    LogUnavailableException absence() {
        Instant since = awaySince;
        return since == null ? null : new LogUnavailableException("PostgreSQL has not answered since " + since);
    }

    /** Somebody has waited in vain. */
    synchronized void lost(Exception reason) {
        if (awaySince != null || closing.getCount() == 0) {
            return;
        }
        awaySince = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LOG.error(
                "PostgreSQL is away, requests are refused until it answers: {}",
                root(reason).toString());
        Thread.ofPlatform().daemon().name("log-probe").start(this::awaitReturn);
    }

    private void awaitReturn() {
        try {
            while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                try (Connection answer = probe.open()) {
                    LOG.info("PostgreSQL answers again, it was away since {}", awaySince);
                    awaySince = null;
                    return;
                } catch (SQLException e) {
                    LOG.debug("PostgreSQL is still away: {}", e.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
