package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.LogDatabase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the log after its commits, in a thread and over a connection of its own, so that appends never wait for it. When
 * the log is not the one that it knows it seals nothing, says so at each look, and {@code atelier.log.seal.standing} is 1.
 */
public final class Sealer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[LOG]");
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final LogDatabase database;
    private final Sealing sealing;
    private final SealSettings settings;
    private final Counter sealed;
    private final Semaphore stop = new Semaphore(0);
    private final Thread thread;
    private @Nullable Connection connection;
    private volatile boolean standing;
    private volatile long lookedAt = System.nanoTime();

    Sealer(LogDatabase database, Sealing sealing, SealSettings settings, MeterRegistry meters) {
        this.database = database;
        this.sealing = sealing;
        this.settings = settings;
        sealed = Counter.builder("atelier.log.sealed")
                .description("Events that were sealed in blocks by this process")
                .register(meters);
        Gauge.builder("atelier.log.seal.standing", () -> standing ? 1 : 0)
                .description("1 while nothing is sealed, because the log lacks what was sealed before")
                .register(meters);
        Gauge.builder(
                        "atelier.log.seal.age",
                        () -> Duration.ofNanos(System.nanoTime() - lookedAt).toSeconds())
                .description("How long ago this process last found all sealed and the newest head kept")
                .baseUnit("seconds")
                .register(meters);
        thread = Thread.ofPlatform().daemon().name("log-sealer").start(this::run);
    }

    private void run() {
        try {
            do {
                sealAll();
            } while (!stop.tryAcquire(settings.every().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }

    private void sealAll() {
        try {
            int events;
            do {
                events = sealing.sealNext(open());
                sealed.increment(events);
                standing = false;
            } while (events == settings.blockEventsMax() && stop.availablePermits() == 0);
            lookedAt = System.nanoTime();
        } catch (LogForkedException e) {
            standing = true;
            LOG.error(e.getMessage());
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the log could not be sealed, this is tried again: {}", e.toString());
            hangUp();
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.openOwn("atelier-log-sealer");
            open.setAutoCommit(false);
            connection = open;
        }
        return open;
    }

    private void hangUp() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            LogDatabase.closeQuietly(open);
        }
    }

    @Override
    public void close() {
        stop.release();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
