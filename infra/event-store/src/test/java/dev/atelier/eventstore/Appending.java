package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** An append that runs in a thread of its own. */
final class Appending {
    private static final long LIMIT_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    private Appending() {}

    static Appending start(EventStorageEngine engine, List<? extends DomainEventMessage<?>> unit) {
        Appending appending = new Appending();
        Thread.startVirtualThread(() -> appending.run(() -> engine.appendEvents(unit)));
        return appending;
    }

    private void run(Runnable append) {
        try {
            append.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    void awaitSuccess() {
        assertThat(failure()).isEmpty();
    }

    Throwable awaitFailure() {
        return failure().orElseThrow(() -> new AssertionError("the append succeeded"));
    }

    /** What it failed with, once it has ended. */
    Optional<Throwable> failure() {
        try {
            assertThat(ended.await(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("the append ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return Optional.ofNullable(failure);
    }
}
