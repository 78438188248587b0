package dev.atelier.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.query.Projections;
import dev.atelier.query.Story;
import dev.atelier.query.log.InMemoryLog;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ProjectionLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Clock clock = Clock.fixed(InMemoryLog.BEGAN.plus(Duration.ofHours(3)), ZoneOffset.UTC);
    private final InMemoryLog log = new InMemoryLog();
    private final InMemoryReadStore store = new InMemoryReadStore(clock);

    @Test
    void aListenerThatFailsWhileTheProjectionStandsDoesNotEndIt() throws InterruptedException {
        log.append(Story.user(1).toString(), Story.registered(1, "Person 1"));
        log.append(Story.account(1).toString(), Story.opened(1));
        log.spoil(1);
        CountDownLatch told = new CountDownLatch(5);
        ProjectionLoop loop = loop(head -> {
            told.countDown();
            throw new IllegalStateException("the log is away");
        });
        loop.start();
        try {
            assertThat(told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            assertThat(loop.obstacle()).isPresent();
        } finally {
            loop.stop();
        }
    }

    @Test
    void saysWhatItWaitsForUntilItHasWorkedOnce() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        ProjectionLoop loop = loop(head -> told.countDown());
        assertThat(new ProjectionHealth(loop).health().getDetails()).containsEntry("waitsFor", "PostgreSQL and Redis");
        loop.start();
        try {
            assertThat(told.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            assertThat(loop.missing()).isEmpty();
            assertThat(new ProjectionHealth(loop).health().getStatus()).isEqualTo(Status.UP);
        } finally {
            loop.stop();
        }
    }

    private ProjectionLoop loop(HeadListener listener) {
        Projector projector = new Projector(
                Slot.LIVE,
                log,
                store,
                Projections.all(log, (owner, text) -> Story.unseal(text), Duration.ofHours(24)),
                () -> "generation",
                clock,
                new Projector.Limits(10, 20));
        return new ProjectionLoop(projector, (position, max) -> true, store, new HeadWatch(), List.of(listener));
    }
}
