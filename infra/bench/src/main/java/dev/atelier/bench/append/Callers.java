package dev.atelier.bench.append;

import dev.atelier.contracts.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.jspecify.annotations.Nullable;

/** So many callers at a time: each creates a job, takes its steps, and begins the next; each waits for the commit. */
final class Callers {
    /** @param commands that were acknowledged */
    record Count(long commands, double seconds) {}

    private final Engine engine;
    private final LongAdder commands = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Callers(Engine engine) {
        this.engine = engine;
    }

    static Count run(Engine engine, int callers, Duration time) {
        return new Callers(engine).run(callers, time);
    }

    private Count run(int callers, Duration time) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Thread thread = engine.callers().newThread(() -> loop(end));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            join(thread);
        }
        Count count = new Count(commands.sum(), (System.nanoTime() - begin) / 1e9);
        if (failure.get() != null) {
            throw new IllegalStateException("a command failed", failure.get());
        }
        return count;
    }

    private void loop(long end) {
        try {
            while (System.nanoTime() < end) {
                String job = new JobId(randomId()).toString();
                send(new MeasuredJob.Create(job, Instant.now()));
                for (int step = 1; step <= MeasuredJob.STEPS && System.nanoTime() < end; step++) {
                    send(new MeasuredJob.Step(job, step, Instant.now()));
                }
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(Object command) {
        AtomicReference<CommandResultMessage<?>> outcome = new AtomicReference<>();
        engine.bus()
                .dispatch(GenericCommandMessage.asCommandMessage(command), (message, result) -> outcome.set(result));
        CommandResultMessage<?> result = outcome.get();
        if (result == null) {
            throw new IllegalStateException("the command bus of this process answers at once");
        }
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult());
        }
        commands.increment();
    }

    /** Cheaper than {@link UUID#randomUUID()}, whose generator all callers would wait for. */
    private static UUID randomId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L,
                random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
