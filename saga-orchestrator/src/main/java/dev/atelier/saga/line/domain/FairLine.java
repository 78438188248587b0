package dev.atelier.saga.line.domain;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The line of one pool. Next is the person who was served least recently, with the job that they asked for first; among
 * people who were never served, whoever has waited longest. So a hundred jobs of one person keep another one waiting for
 * one turn, not for a hundred.
 */
public final class FairLine {
    /** Of so many people it is remembered when they had a turn; whoever is forgotten counts as never served. */
    private static final int SERVED_MAX = 100_000;

    /** A person's place among people. */
    private record Place(long served, Instant since, UserId person) {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::served)
                .thenComparing(Place::since)
                .thenComparing(place -> place.person().value());
    }

    private final Map<JobId, Turn> turns = new HashMap<>();
    private final Map<UserId, TreeSet<Turn>> waiting = new HashMap<>();
    private final Map<UserId, Place> places = new HashMap<>();
    private final TreeSet<Place> people = new TreeSet<>(Place.ORDER);
    private final Map<UserId, Long> served = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Long> eldest) {
            return size() > SERVED_MAX;
        }
    };
    private long clock;

    /** Takes the job's place in the line; a job stands in it once. */
    public void join(Turn turn) {
        leave(turn.jobId());
        turns.put(turn.jobId(), turn);
        waiting.computeIfAbsent(turn.person(), person -> new TreeSet<>()).add(turn);
        settle(turn.person());
    }

    /** The job waits no more; nothing where it did not. */
    public void leave(JobId job) {
        Turn turn = turns.remove(job);
        if (turn != null) {
            TreeSet<Turn> own = Objects.requireNonNull(waiting.get(turn.person()));
            own.remove(turn);
            if (own.isEmpty()) {
                waiting.remove(turn.person());
            }
            settle(turn.person());
        }
    }

    /** Takes out whose turn it is; that person was served then. */
    public Optional<Turn> next() {
        if (people.isEmpty()) {
            return Optional.empty();
        }
        Turn turn = Objects.requireNonNull(waiting.get(people.first().person())).first();
        leave(turn.jobId());
        served(turn.person());
        return Optional.of(turn);
    }

    /** The person had a turn just now. */
    public void served(UserId person) {
        served.remove(person);
        served.put(person, ++clock);
        settle(person);
    }

    /** How many jobs wait. */
    public int size() {
        return turns.size();
    }

    /** Puts the person where they belong after a change. */
    private void settle(UserId person) {
        Place before = places.remove(person);
        if (before != null) {
            people.remove(before);
        }
        TreeSet<Turn> own = waiting.get(person);
        if (own != null) {
            Place now = new Place(served.getOrDefault(person, 0L), own.first().since(), person);
            places.put(person, now);
            people.add(now);
        }
    }
}
