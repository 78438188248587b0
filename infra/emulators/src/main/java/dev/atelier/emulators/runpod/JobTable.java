package dev.atelier.emulators.runpod;

import dev.atelier.emulators.runpod.Job.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The jobs of an endpoint, and their queue. Lifetimes are looked after whenever somebody looks: a job past its life or
 * its retention is unknown, one past its execution time has timed out.
 */
final class JobTable {
    /** How long results are kept after the end. */
    static final Duration RETENTION = Duration.ofMinutes(30);

    static final Duration RETENTION_SYNC = Duration.ofMinutes(1);

    /** How a worker ended a job: with an output, possibly none, or with an error. */
    record Ending(
            Status status,
            @Nullable JsonNode output,
            @Nullable String error) {}

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Map<Status, Integer> endings = new EnumMap<>(Status.class);
    private final ShiftedClock clock;
    private final Consumer<Job> onEnd;
    private boolean paused;
    private int retried;

    /** @param onEnd hears of each job that ended, under the lock: it must not wait */
    JobTable(ShiftedClock clock, Consumer<Job> onEnd) {
        this.clock = clock;
        this.onEnd = onEnd;
    }

    /** Queues a job; the view is of the moment before anybody takes it. */
    synchronized <T> T submit(Job.Asked asked, Function<Job, T> view) {
        String uuid = UUID.randomUUID().toString();
        Job job = new Job(asked.sync() ? "sync-" + uuid : uuid + "-u1", asked, clock.now());
        jobs.put(job.id, job);
        queue.add(job);
        notifyAll();
        return view.apply(job);
    }

    /** Looks at a job; empty if its id is unknown, or known no longer. */
    synchronized <T> Optional<T> look(String id, Function<Job, T> view) {
        sweep();
        return Optional.ofNullable(jobs.get(id)).map(view);
    }

    /** Waits for the next job and gives it to a worker. */
    synchronized Job take(String worker) throws InterruptedException {
        while (true) {
            sweep();
            Job job = paused ? null : queue.poll();
            if (job != null) {
                job.status = Status.IN_PROGRESS;
                job.started = clock.now();
                job.worker = worker;
                notifyAll();
                return job;
            }
            wait();
        }
    }

    /** Whether a worker still has to do this job. */
    synchronized boolean isWanted(Job job) {
        sweep();
        return jobs.get(job.id) == job && job.status == Status.IN_PROGRESS;
    }

    /**
     * A worker is done; without effect on a job that has ended or is gone.
     *
     * @param afterwards what else happens to the job then, before anybody can look
     */
    synchronized void end(Job job, Ending ending, Consumer<Job> afterwards) {
        if (isWanted(job)) {
            job.output = ending.output();
            job.error = ending.error();
            finish(job, ending.status());
            afterwards.accept(job);
        }
    }

    /** A worker died over a job: the platform gives it to another once, and then gives up. */
    synchronized void died(Job job) {
        if (isWanted(job)) {
            if (job.retries > 0) {
                job.error = "job timed out after 1 retries";
                finish(job, Status.FAILED);
                return;
            }
            job.retries = 1;
            requeue(job);
        }
    }

    /** Stops a job wherever it is, and leaves one that has ended as it is. */
    synchronized <T> Optional<T> cancel(String id, Function<Job, T> view) {
        sweep();
        Job job = jobs.get(id);
        if (job != null && !job.status.isFinal()) {
            queue.remove(job);
            finish(job, Status.CANCELLED);
        }
        return Optional.ofNullable(job).map(view);
    }

    /** Begins a failed job anew, under its id and without what it left; empty if it has not failed. */
    synchronized <T> Optional<T> retry(Job job, Function<Job, T> view) {
        if (job.status != Status.FAILED && job.status != Status.TIMED_OUT) {
            return Optional.empty();
        }
        job.output = null;
        job.error = null;
        job.ended = null;
        requeue(job);
        return Optional.of(view.apply(job));
    }

    /** Cancels what waits; gives how many that were. */
    synchronized int purge() {
        int waiting = queue.size();
        while (!queue.isEmpty()) {
            finish(queue.remove(), Status.CANCELLED);
        }
        return waiting;
    }

    synchronized void forgetEverything() {
        jobs.clear();
        queue.clear();
        notifyAll();
    }

    synchronized void pause(boolean workersGone) {
        paused = workersGone;
        notifyAll();
    }

    /** Waits for a job's end, at most so long; also ends when the job is gone. */
    synchronized void awaitEnd(Job job, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (jobs.get(job.id) == job && !job.status.isFinal()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    synchronized int count(Status status) {
        return status.isFinal()
                ? endings.getOrDefault(status, 0)
                : (int) jobs.values().stream()
                        .filter(job -> job.status == status)
                        .count();
    }

    synchronized int retried() {
        return retried;
    }

    private void requeue(Job job) {
        retried++;
        job.status = Status.IN_QUEUE;
        job.started = null;
        queue.add(job);
        notifyAll();
    }

    private void finish(Job job, Status status) {
        job.status = status;
        job.ended = clock.now();
        endings.merge(status, 1, Integer::sum);
        onEnd.accept(job);
        notifyAll();
    }

    private void sweep() {
        Instant now = clock.now();
        jobs.values().stream()
                .filter(job -> job.status == Status.IN_PROGRESS && job.started != null)
                .filter(job -> isPast(job.started, job.asked.policy().execution(), now))
                .forEach(job -> finish(job, Status.TIMED_OUT));
        jobs.values().removeIf(job -> isGone(job, now));
        queue.retainAll(jobs.values());
    }

    private static boolean isGone(Job job, Instant now) {
        Duration kept = job.asked.sync() ? RETENTION_SYNC : RETENTION;
        return isPast(job.created, job.asked.policy().life(), now) || isPast(job.ended, kept, now);
    }

    private static boolean isPast(@Nullable Instant from, Duration limit, Instant now) {
        return from != null && now.isAfter(from.plus(limit));
    }
}
