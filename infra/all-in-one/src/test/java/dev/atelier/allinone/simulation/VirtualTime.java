package dev.atelier.allinone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Things that happen one after the other, at moments that one seed decides. */
final class VirtualTime {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private record Happening(Instant at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
    private final SplittableRandom random;
    private Instant now = NOON;
    private long order;

    VirtualTime(long seed) {
        random = new SplittableRandom(seed);
    }

    Instant now() {
        return now;
    }

    SplittableRandom random() {
        return random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Some moment between now and then. */
    Duration within(Duration limit) {
        return Duration.ofMillis(random.nextLong(limit.toMillis() + 1));
    }

    void after(Duration delay, Runnable what) {
        agenda.add(new Happening(now.plus(delay), order++, what));
    }

    void runUntil(Instant end) {
        while (!agenda.isEmpty() && !agenda.peek().at().isAfter(end)) {
            Happening next = agenda.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }
}
