package dev.atelier.query.queue.domain;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a pool's line looks to somebody who waits in it, without telling of anybody else: people take turns, so what counts
 * is how many people have how many jobs in the line.
 *
 * @param people jobs in the line → how many people have so many
 */
public record LineShape(SortedMap<Integer, Long> people) {
    public static LineShape empty() {
        return new LineShape(new TreeMap<>());
    }

    /** After a person's jobs in the line have become more or fewer. */
    public LineShape moved(int before, int after) {
        SortedMap<Integer, Long> moved = new TreeMap<>(people);
        if (before > 0) {
            moved.merge(before, -1L, Long::sum);
            moved.remove(before, 0L);
        }
        if (after > 0) {
            moved.merge(after, 1L, Long::sum);
        }
        return new LineShape(moved);
    }

    /**
     * At most so many turns until a person's {@code number}th job had its turn, counted from 1: nobody else is served
     * more often meanwhile.
     */
    public long turns(int number) {
        return people.entrySet().stream()
                .mapToLong(people -> people.getValue() * Math.min(people.getKey(), number))
                .sum();
    }
}
