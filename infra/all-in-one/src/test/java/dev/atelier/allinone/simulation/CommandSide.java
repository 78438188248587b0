package dev.atelier.allinone.simulation;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountDecider;
import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobDecider;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.command.job.domain.RetryPolicy;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real deciders over a log in memory: a command is decided and stored, or refused, in one step. */
final class CommandSide {
    private static final int IN_FLIGHT_MAX = 4;

    record Stored(Object event, Instant recordedAt) {}

    private final VirtualTime time;
    private final List<Stored> log = new ArrayList<>();
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();

    CommandSide(VirtualTime time) {
        this.time = time;
    }

    List<Stored> log() {
        return log;
    }

    Job job(JobId id) {
        return jobs.getOrDefault(id, new Job.NotCreated());
    }

    /** One unit of work: the price is held and the job created, or neither. */
    void create(CreateJob command) {
        boolean isNew = job(command.jobId()) instanceof Job.NotCreated;
        ReserveBalance hold = new ReserveBalance(command.accountId(), command.jobId(), command.price(), IN_FLIGHT_MAX);
        if (!isNew || handle(hold) instanceof Decision.Decided<AccountEvent, AccountRefusal>) {
            handle(command);
        }
    }

    Decision<AccountEvent, AccountRefusal> handle(AccountCommand command) {
        Account account = accounts.getOrDefault(command.accountId(), new Account.NotOpened());
        Decision<AccountEvent, AccountRefusal> decision = AccountDecider.decide(command, account);
        for (AccountEvent event : decision.events()) {
            account = account.evolve(event);
            log.add(new Stored(event, time.now()));
        }
        accounts.put(command.accountId(), account);
        return decision;
    }

    Decision<JobEvent, JobRefusal> handle(JobCommand command) {
        Job job = job(command.jobId());
        Decision<JobEvent, JobRefusal> decision = JobDecider.decide(command, job, RetryPolicy.DEFAULT);
        for (JobEvent event : decision.events()) {
            job = job.evolve(event);
            log.add(new Stored(event, time.now()));
        }
        jobs.put(command.jobId(), job);
        return decision;
    }
}
