package dev.atelier.chaos.judge.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What the log says of each job and its money, and of each account. It is fed with every event, in the log's order. */
public final class JobBooks {
    private final Map<String, JobBook> jobs = new TreeMap<>();
    private final Map<String, AccountBook> accounts = new TreeMap<>();

    /** Events of anything else are nothing to it. */
    public void apply(Object event) {
        if (event instanceof JobEvent job) {
            follow(job);
        } else if (event instanceof AccountEvent account) {
            move(account);
        }
    }

    private void follow(JobEvent event) {
        JobBook job = job(event.jobId().toString());
        switch (event) {
            case JobCreated created -> job.created(created.price().amount());
            case JobSucceeded succeeded -> job.ended(JobBook.End.SUCCEEDED, 0);
            case JobFailed failed -> job.ended(JobBook.End.FAILED, 0);
            case JobCancelled cancelled ->
                job.ended(JobBook.End.CANCELLED, cancelled.charge().amount());
            case JobEvent.JobQueued _,
                    JobEvent.JobStarted _,
                    JobEvent.JobAttemptFailed _,
                    JobEvent.JobRetryScheduled _,
                    JobEvent.JobCancelRequested _,
                    JobEvent.LateResultRecorded _,
                    JobEvent.ResultDelivered _ -> {}
        }
    }

    private void move(AccountEvent event) {
        AccountBook account = accounts.computeIfAbsent(event.accountId().toString(), id -> new AccountBook());
        switch (event) {
            case AccountOpened _, AccountClosed _ -> {}
            case BalanceCredited credited -> account.move(credited.amount().amount(), 0);
            case BalanceReserved reserved -> {
                long amount = reserved.amount().amount();
                job(reserved.jobId().toString()).reserved(amount);
                account.move(-amount, amount);
                account.note("held", reserved.jobId().toString(), amount);
            }
            case BalanceCaptured captured -> {
                long amount = captured.amount().amount();
                long released = captured.released().amount();
                job(captured.jobId().toString()).captured(amount, released);
                account.move(released, -amount - released);
                account.note("captured", captured.jobId().toString(), amount);
            }
            case BalanceRefunded refunded -> {
                long amount = refunded.amount().amount();
                boolean held = refunded.from() == From.RESERVED;
                job(refunded.jobId().toString()).refunded(amount, held);
                account.move(amount, held ? -amount : 0);
                account.note(held ? "released" : "refunded", refunded.jobId().toString(), amount);
            }
        }
    }

    private JobBook job(String id) {
        return jobs.computeIfAbsent(id, JobBook::new);
    }

    /** Of every job that an event names. */
    public Collection<JobBook> jobs() {
        return jobs.values();
    }

    /** An empty one for a job that no event names. */
    public JobBook of(String jobId) {
        return jobs.getOrDefault(jobId, new JobBook(jobId));
    }

    /** An empty one for an account that no event names. */
    public AccountBook account(String accountId) {
        return accounts.getOrDefault(accountId, new AccountBook());
    }

    /** Jobs that have not ended, or whose money has not been settled. */
    public long unsettled() {
        return jobs.values().stream().filter(JobBook::isUnsettled).count();
    }
}
