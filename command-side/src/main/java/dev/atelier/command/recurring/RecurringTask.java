package dev.atelier.command.recurring;

import dev.atelier.eventstore.Turn;
import dev.atelier.eventstore.Turns;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does something from time to time, one replica at a time. Trouble with a server only puts it off. */
public final class RecurringTask implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[RECURRING]");
    private static final Duration FIRST_MAX = Duration.ofMinutes(1);

    /**
     * When, and by whom.
     *
     * @param name for logs
     * @param turn for which replicas compete
     * @param every from the end of one time to the beginning of the next
     */
    public record Schedule(String name, Turn turn, Duration every) {}

    private final Schedule schedule;
    private final Turns turns;
    private final Runnable work;
    private volatile @Nullable ScheduledExecutorService timer;

    public RecurringTask(Schedule schedule, Turns turns, Runnable work) {
        this.schedule = schedule;
        this.turns = turns;
        this.work = work;
    }

    @Override
    public void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(schedule.name()).daemon().factory());
        Duration every = schedule.every();
        Duration first = every.compareTo(FIRST_MAX) < 0 ? every : FIRST_MAX;
        executor.scheduleWithFixedDelay(this::once, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        timer = executor;
    }

    private void once() {
        try {
            turns.take(schedule.turn(), work);
        } catch (RuntimeException e) {
            LOG.warn("{} is put off: {}", schedule.name(), e.toString());
        } catch (Error e) {
            // Thrown on it would end the schedule, and nobody would hear of it.
            LOG.error("{} is put off", schedule.name(), e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdownNow();
        }
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
