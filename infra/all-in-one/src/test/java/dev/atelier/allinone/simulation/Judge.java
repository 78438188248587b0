package dev.atelier.allinone.simulation;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.money.Posting;
import dev.atelier.contracts.money.Posting.Side;
import dev.atelier.contracts.money.Postings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says from the log of one person alone what is wrong with it; it knows what must hold, and no rule that leads there. */
final class Judge {
    private final Map<Side, Long> ledger = new EnumMap<>(Side.class);
    private final Map<JobId, Credits> prices = new HashMap<>();
    private final Map<JobId, JobEvent> ends = new HashMap<>();
    private final Map<JobId, Integer> settlements = new HashMap<>();
    private final Map<JobId, Long> net = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    private Judge() {}

    static List<String> findings(List<?> events) {
        Judge judge = new Judge();
        events.forEach(judge::read);
        judge.atTheEnd();
        return judge.findings;
    }

    private void read(Object event) {
        switch (event) {
            case AccountEvent e -> money(e);
            case JobCreated e -> prices.put(e.jobId(), e.price());
            case JobSucceeded e -> end(e);
            case JobFailed e -> end(e);
            case JobCancelled e -> end(e);
            default -> {}
        }
    }

    /** At every prefix of the log: nothing comes from nowhere, and only the house may owe. */
    private void money(AccountEvent event) {
        for (Posting posting : Postings.of(event)) {
            long now = ledger.merge(posting.side(), posting.credits(), Long::sum);
            if (now < 0 && posting.side() != Side.TREASURY) {
                findings.add(posting.side() + " is below zero after " + event);
            }
        }
        if (ledger.values().stream().mapToLong(Long::longValue).sum() != 0) {
            findings.add("the postings do not add up to zero after " + event);
        }
        switch (event) {
            case BalanceReserved e -> net.merge(e.jobId(), e.amount().amount(), Long::sum);
            case BalanceCaptured e -> {
                settlements.merge(e.jobId(), 1, Integer::sum);
                net.merge(e.jobId(), -e.released().amount(), Long::sum);
            }
            case BalanceRefunded e -> {
                settlements.merge(e.jobId(), 1, Integer::sum);
                net.merge(e.jobId(), -e.amount().amount(), Long::sum);
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

    private void atTheEnd() {
        prices.forEach((job, price) -> {
            JobEvent end = ends.get(job);
            if (end == null) {
                findings.add(job + " never ended");
                return;
            }
            if (settlements.getOrDefault(job, 0) != 1) {
                findings.add(job + " was settled " + settlements.getOrDefault(job, 0) + " times");
            }
            if (net.getOrDefault(job, 0L) != owed(end, price)) {
                findings.add(job + " cost " + net.get(job) + " instead of " + owed(end, price) + " after " + end);
            }
        });
        if (ledger.getOrDefault(Side.HELD, 0L) != 0) {
            findings.add("something is still held: " + ledger.get(Side.HELD));
        }
    }

    private static long owed(JobEvent end, Credits price) {
        return switch (end) {
            case JobSucceeded _ -> price.amount();
            case JobCancelled e -> e.charge().amount();
            default -> 0;
        };
    }
}
