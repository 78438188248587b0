package dev.atelier.command.job;

import dev.atelier.command.account.Balances;
import dev.atelier.command.job.domain.Job;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a job's end for clients that ask for it with {@code Prefer: wait=n} (RFC 7240), by reading the job's
 * stream again and again. Places to wait are few; who finds none is answered at once.
 */
class JobEnd {
    private static final int SECONDS_MAX = 30;
    private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();
    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?=[,;\\s]|$)");

    /** @param applied whether the wish was heard */
    record Waited(JobDesk.Order order, Job job, boolean applied) {}

    private final JobReader jobs;
    private final Balances balances;
    private final LogReader log;
    private final Semaphore places;
    private final int perPersonMax;
    private final Map<UserId, Integer> waiting = new ConcurrentHashMap<>();

    JobEnd(JobReader jobs, Balances balances, LogReader log, JobSettings settings) {
        this.jobs = jobs;
        this.balances = balances;
        this.log = log;
        places = new Semaphore(settings.waitersMax());
        perPersonMax = settings.waitersPerPersonMax();
    }

    /** The seconds that a header {@code Prefer} asks to wait for, at most 30; 0 without such a wish. */
    static int seconds(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(Integer.parseInt(wait.group(1)), SECONDS_MAX) : 0;
    }

    Waited await(JobDesk.Order order, UserId person, int seconds) {
        if (seconds == 0 || !take(person)) {
            return new Waited(order, order.job(), false);
        }
        try {
            return follow(order, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
        } finally {
            leave(person);
        }
    }

    private Waited follow(JobDesk.Order order, long deadline) {
        JobReader.Found found = jobs.find(order.jobId()).orElseThrow();
        while (!(found.job() instanceof Job.Ended)
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
            found = jobs.newer(found);
        }
        JobDesk.Order now = new JobDesk.Order(
                order.jobId(),
                found.job(),
                order.price(),
                balances.of(found.created().accountId()),
                log.headPosition(),
                order.replayed());
        return new Waited(now, found.job(), true);
    }

    private boolean take(UserId person) {
        if (!places.tryAcquire()) {
            return false;
        }
        int own = waiting.merge(person, 1, Integer::sum);
        if (own > perPersonMax) {
            leave(person);
            return false;
        }
        return true;
    }

    private void leave(UserId person) {
        waiting.computeIfPresent(person, (who, count) -> count == 1 ? null : count - 1);
        places.release();
    }
}
