package dev.atelier.command.job;

import dev.atelier.command.account.Balances;
import dev.atelier.command.job.domain.Job;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import java.time.Duration;
import java.util.Optional;
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
    private final Seats seats;

    JobEnd(JobReader jobs, Balances balances, LogReader log, JobSettings settings) {
        this.jobs = jobs;
        this.balances = balances;
        this.log = log;
        places = new Semaphore(settings.waitersMax());
        seats = new Seats(settings.waitersPerPersonMax());
    }

    /** The seconds that a header {@code Prefer} asks to wait for, at most 30; 0 without such a wish. */
    static int seconds(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(Integer.parseInt(wait.group(1)), SECONDS_MAX) : 0;
    }

    Waited await(JobDesk.Order order, UserId person, int seconds) {
        if (seconds == 0 || !places.tryAcquire()) {
            return new Waited(order, order.job(), false);
        }
        try {
            Optional<Seats.Seat> own = seats.take(person.toString());
            if (own.isEmpty()) {
                return new Waited(order, order.job(), false);
            }
            try (Seats.Seat _ = own.get()) {
                ConcurrencyLimit.waits();
                return follow(
                        order, System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
            }
        } finally {
            places.release();
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
}
