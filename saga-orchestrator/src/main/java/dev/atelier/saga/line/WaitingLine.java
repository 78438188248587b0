package dev.atelier.saga.line;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.Stage;
import dev.atelier.saga.line.HandOuts.HandOut;
import dev.atelier.saga.line.domain.FairLine;
import dev.atelier.saga.line.domain.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of all pools, in the process that has the saga's segment. What is stored is the sagas themselves: whoever
 * takes the segment over reads the lines out of them. Who was handed out before that is not known then and is handed out
 * again, which a refused claim makes good.
 */
public final class WaitingLine {
    /** What is known of the lines. */
    private enum Known {
        /** Somebody else has the segment. */
        NOTHING,
        /** Only what changed since the segment was taken over. */
        CHANGES,
        ALL
    }

    /** A job that runs, so its owner had a turn then. */
    private record Served(String pool, UserId person, Instant at) {}

    private final Map<String, FairLine> lines = new HashMap<>();
    private final Map<JobId, String> pools = new HashMap<>();
    private final HandOuts handOuts = new HandOuts();
    private final Set<JobId> changed = new HashSet<>();
    private final List<Served> served = new ArrayList<>();
    private Known known = Known.NOTHING;
    private boolean news;

    /** The segment is ours from now on; the sagas have to be read. */
    public synchronized void begin() {
        clear();
        known = Known.CHANGES;
        wake();
    }

    /** The segment is not ours any more. */
    public synchronized void clear() {
        lines.clear();
        pools.clear();
        handOuts.clear();
        changed.clear();
        served.clear();
        known = Known.NOTHING;
    }

    /** Whether the sagas have to be {@link #read}. */
    synchronized boolean isToBeRead() {
        return known == Known.CHANGES;
    }

    /** One saga as it is stored; what has changed since {@link #begin} is known better. */
    public synchronized void read(JobFulfilment stored) {
        if (known == Known.CHANGES
                && stored instanceof JobFulfilment.Live live
                && !changed.contains(live.job().jobId())) {
            place(live);
            if (live.stage() instanceof Stage.Running running) {
                running(live.job(), running.since());
            }
        }
    }

    private void running(JobCreated job, Instant since) {
        served.add(new Served(job.pool(), job.owner(), since));
    }

    /** All of them were read. */
    synchronized void readAll() {
        if (known == Known.CHANGES) {
            served.stream()
                    .sorted(Comparator.comparing(Served::at))
                    .forEach(turn -> line(turn.pool()).served(turn.person()));
            served.clear();
            changed.clear();
            known = Known.ALL;
        }
    }

    /** What was written of a job. */
    public synchronized void accept(JobId job, JobFulfilment state) {
        note(job);
        if (state instanceof JobFulfilment.Live live) {
            place(live);
        } else {
            remove(job);
        }
        wake();
    }

    /** The job's saga is over. */
    public synchronized void forget(JobId job) {
        note(job);
        remove(job);
        wake();
    }

    private void note(JobId job) {
        if (known == Known.CHANGES) {
            changed.add(job);
        }
    }

    private void place(JobFulfilment.Live live) {
        JobCreated job = live.job();
        if (!(live.stage() instanceof Stage.Waiting waiting) || waiting.attempt() == 0) {
            remove(job.jobId());
        } else if (!handOuts.contains(job.jobId(), waiting.attempt())) {
            handOuts.remove(job.jobId());
            join(job.pool(), new Turn(job.jobId(), waiting.attempt(), job.owner(), job.at()));
        }
    }

    private void join(String pool, Turn turn) {
        pools.put(turn.jobId(), pool);
        line(pool).join(turn);
    }

    private void remove(JobId job) {
        handOuts.remove(job);
        String pool = pools.remove(job);
        if (pool != null) {
            line(pool).leave(job);
        }
    }

    private FairLine line(String pool) {
        return lines.computeIfAbsent(pool, name -> new FairLine());
    }

    synchronized int size() {
        return pools.size();
    }

    /** Pools in which somebody waits. */
    synchronized List<String> waiting() {
        return known == Known.ALL
                ? lines.entrySet().stream()
                        .filter(line -> line.getValue().size() > 0)
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
    }

    /** How many of the pool's orders nobody was seen to begin yet. */
    synchronized int handedOut(String pool) {
        return handOuts.count(pool);
    }

    /** Those whose turn it is, at most so many; they are handed out then. */
    synchronized List<Turn> take(String pool, int max, Instant now) {
        List<Turn> turns = new ArrayList<>();
        FairLine line = line(pool);
        for (Optional<Turn> next = line.next();
                next.isPresent();
                next = turns.size() < max ? line.next() : Optional.empty()) {
            turns.add(next.get());
            pools.remove(next.get().jobId());
            handOuts.add(new HandOut(next.get(), pool, now));
        }
        return turns;
    }

    /** They could not be handed out after all. */
    synchronized void giveBack(String pool, List<Turn> turns) {
        turns.stream()
                .filter(turn -> handOuts.contains(turn.jobId(), turn.attempt()))
                .forEach(turn -> {
                    handOuts.remove(turn.jobId());
                    join(pool, turn);
                });
    }

    /** What nobody has begun for so long was lost on its way: it waits again. Returns how many. */
    synchronized int giveBackOlderThan(Duration patience, Instant now) {
        List<HandOut> lost = handOuts.takeOlderThan(patience, now);
        lost.forEach(handOut -> join(handOut.pool(), handOut.turn()));
        return lost.size();
    }

    private void wake() {
        news = true;
        notifyAll();
    }

    /** Waits until something changes, at most so long. */
    synchronized void await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); !news && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        news = false;
    }
}
