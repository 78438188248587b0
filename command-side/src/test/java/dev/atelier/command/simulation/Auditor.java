package dev.atelier.command.simulation;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Posting;
import dev.atelier.contracts.money.Posting.Side;
import dev.atelier.contracts.money.Postings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the money from the log alone: it knows the postings and the ends of jobs, and none of the rules that led
 * there.
 */
public final class Auditor {
    private record Pocket(AccountId account, Side side) {}

    private final Map<Pocket, Long> pockets = new HashMap<>();
    private final Map<JobId, Long> earned = new HashMap<>();
    private final Map<JobId, Integer> captures = new HashMap<>();
    private final Map<JobId, Integer> settlements = new HashMap<>();
    private final Map<JobId, Long> owed = new HashMap<>();
    private final Map<JobId, JobEvent> ends = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    /** One more entry of the log. */
    public void read(Object event) {
        switch (event) {
            case AccountEvent e -> money(e);
            case JobEvent e -> job(e);
            default -> findings.add("unknown entry " + event);
        }
    }

    private void money(AccountEvent event) {
        long sum = 0;
        for (Posting posting : Postings.of(event)) {
            sum += posting.credits();
            long left = pockets.merge(new Pocket(event.accountId(), posting.side()), posting.credits(), Long::sum);
            if (left < 0 && posting.side() != Side.TREASURY) {
                findings.add(posting.side() + " below zero after " + event);
            }
        }
        if (sum != 0) {
            findings.add("postings do not add up: " + event);
        }
        switch (event) {
            case AccountEvent.BalanceCaptured e -> {
                earned.merge(e.jobId(), e.amount().amount(), Long::sum);
                captures.merge(e.jobId(), 1, Integer::sum);
                settlements.merge(e.jobId(), 1, Integer::sum);
            }
            case AccountEvent.BalanceRefunded e -> settlements.merge(e.jobId(), 1, Integer::sum);
            default -> {}
        }
    }

    private void job(JobEvent event) {
        switch (event) {
            case JobCreated e -> owed.put(e.jobId(), e.price().amount());
            case JobSucceeded e -> end(e);
            case JobFailed e -> {
                end(e);
                owed.put(e.jobId(), 0L);
            }
            case JobCancelled e -> {
                end(e);
                owed.put(e.jobId(), e.charge().amount());
            }
            default -> {}
        }
    }

    private void end(JobEvent event) {
        JobEvent before = ends.put(event.jobId(), event);
        if (before != null) {
            findings.add("ended twice: " + before + " and " + event);
        }
    }

    /** What was wrong at any point so far. */
    public List<String> faults() {
        return List.copyOf(findings);
    }

    /** The same, and what is wrong when nothing more will happen. */
    List<String> findings() {
        owed.forEach((job, price) -> {
            if (!ends.containsKey(job)) {
                findings.add(job + " never ended");
            }
            if (earned.getOrDefault(job, 0L) != price.longValue()) {
                findings.add(job + " owes " + price + " and paid " + earned.getOrDefault(job, 0L));
            }
            if (settlements.getOrDefault(job, 0) != 1 || captures.getOrDefault(job, 0) > 1) {
                findings.add(job + " was settled " + settlements.getOrDefault(job, 0) + " times");
            }
        });
        pockets.forEach((pocket, credits) -> {
            if (pocket.side() == Side.HELD && credits != 0) {
                findings.add(pocket.account() + " still holds " + credits);
            }
        });
        return findings;
    }
}
