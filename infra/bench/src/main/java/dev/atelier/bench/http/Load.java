package dev.atelier.bench.http;

import dev.atelier.bench.report.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** So many connections at a time, each with a thread of its own that sends its next request when it has the answer. */
public final class Load {
    /**
     * What to send.
     */
    @FunctionalInterface
    public interface Call {
        /**
         * One request, and a look at the answer.
         *
         * @param number from 0, each given to one call
         * @return whether the answer was as it should be
         */
        boolean send(HttpConnection connection, int number) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param done requests that were answered as they should be
     * @param failed all others
     * @param firstFailure what the first of them was, null if there was none
     */
    public record Outcome(
            long done,
            long failed,
            double seconds,
            Latencies latencies,
            @Nullable String firstFailure) {
        /** What was done per second. */
        public double rate() {
            return done / seconds;
        }
    }

    private final int port;
    private final Call call;
    private final AtomicLong numbers;
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable String firstFailure;

    private Load(int port, Call call, long from) {
        this.port = port;
        this.call = call;
        this.numbers = new AtomicLong(from);
    }

    /** Until the time is up, or {@code max} requests were sent. */
    public static Outcome run(int port, int connections, Duration time, long max, Call call) {
        return new Load(port, call, 0).run(connections, time, max);
    }

    private Outcome run(int connections, Duration time, long max) {
        List<Latencies> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        long[] end = new long[1];
        for (int i = 0; i < connections; i++) {
            Latencies latencies = new Latencies();
            all.add(latencies);
            threads.add(Thread.ofPlatform().name("load-" + i).start(() -> {
                await(start);
                loop(end[0], max, latencies);
            }));
        }
        long begin = System.nanoTime();
        end[0] = begin + time.toNanos();
        start.countDown();
        threads.forEach(Load::join);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Latencies together = new Latencies();
        all.forEach(together::addAll);
        return new Outcome(together.count(), failed.get(), seconds, together, firstFailure);
    }

    private void loop(long end, long max, Latencies latencies) {
        try (HttpConnection connection = new HttpConnection(port)) {
            while (System.nanoTime() < end) {
                long number = numbers.getAndIncrement();
                if (number >= max) {
                    return;
                }
                long begin = System.nanoTime();
                if (isDone(connection, (int) number)) {
                    latencies.add(System.nanoTime() - begin);
                }
            }
        }
    }

    private boolean isDone(HttpConnection connection, int number) {
        try {
            if (call.send(connection, number)) {
                return true;
            }
            fail("an answer that was not expected");
        } catch (IOException | RuntimeException e) {
            fail(e.toString());
        }
        return false;
    }

    private void fail(String why) {
        if (failed.getAndIncrement() == 0) {
            firstFailure = why;
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
