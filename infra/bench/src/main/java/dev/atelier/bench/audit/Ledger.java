package dev.atelier.bench.audit;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.money.Posting;
import dev.atelier.contracts.money.Postings;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger as the log alone tells it: reads on from where it was, and says what should not be. */
public final class Ledger {
    private static final int PAGE = 5_000;
    private static final int PROBLEMS_SHOWN = 5;

    private final Map<String, Long> sides = new HashMap<>();
    private final Set<String> created = new HashSet<>();
    private final Set<String> succeeded = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> captured = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private long position;
    private long total;

    /** Everything that has come since. */
    public void readOn(LogReader log) {
        List<StoredEvent> page = log.read(position, PAGE);
        while (!page.isEmpty()) {
            page.forEach(this::apply);
            page = log.read(position, PAGE);
        }
    }

    void apply(StoredEvent stored) {
        position = stored.position();
        apply(stored.payload());
    }

    void apply(Object event) {
        if (event instanceof AccountEvent moved) {
            move(moved);
        } else if (event instanceof JobEvent job) {
            follow(job);
        }
    }

    private void move(AccountEvent event) {
        for (Posting posting : Postings.of(event)) {
            String side = switch (posting.side()) {
                case AVAILABLE, HELD -> event.accountId() + " " + posting.side();
                case TREASURY, REVENUE -> posting.side().name();
            };
            long now = sides.merge(side, posting.credits(), Math::addExact);
            total += posting.credits();
            if (now < 0 && posting.side() != Posting.Side.TREASURY) {
                problem(side + " is below zero at position " + position);
            }
        }
        if (total != 0) {
            problem("postings add up to " + total + " at position " + position);
        }
        if (event instanceof BalanceCaptured capture
                && !captured.add(capture.jobId().toString())) {
            problem(capture.jobId() + " was captured twice");
        }
    }

    private void follow(JobEvent event) {
        String job = event.jobId().toString();
        if (event instanceof JobCreated && !created.add(job)) {
            problem(job + " was created twice");
        }
        if (event instanceof JobSucceeded) {
            succeeded.add(job);
        }
        if ((event instanceof JobSucceeded || event instanceof JobFailed || event instanceof JobCancelled)
                && !ended.add(job)) {
            problem(job + " ended twice");
        }
    }

    private void problem(String text) {
        if (problems.size() < PROBLEMS_SHOWN) {
            problems.add(text);
        }
    }

    /** Succeeded jobs whose price has not been captured yet. */
    public long uncaptured() {
        return succeeded.stream().filter(job -> !captured.contains(job)).count();
    }

    public boolean hasJob(String jobId) {
        return created.contains(jobId);
    }

    public long jobs() {
        return created.size();
    }

    public long live() {
        return created.size() - ended.size();
    }

    /** What is wrong now: only the first of each, and nothing while all is well. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        long uncaptured = uncaptured();
        if (uncaptured > 0) {
            all.add(uncaptured + " succeeded jobs were not captured");
        }
        if (!created.containsAll(ended)) {
            all.add("a job ended that was never created");
        }
        captured.stream()
                .filter(job -> !ended.contains(job))
                .findFirst()
                .ifPresent(job -> all.add(job + " was captured and never ended"));
        return all;
    }
}
