package dev.atelier.command.job;

import dev.atelier.command.account.AccountRefusedException;
import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.RetryPolicy;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Accepts a job: the price is held on the account and the job is created and queued, in one unit of work over both
 * streams, the account first. A job that exists already answers for itself, and its price is not held again.
 */
class JobAcceptance {
    /** @param account as it is afterwards */
    record Accepted(JobAnswer job, Account account) {}

    private final Accounts accounts;
    private final Roots<JobAggregate> jobs;
    private final RetryPolicy retries;
    private final int inFlightMax;

    JobAcceptance(Accounts accounts, Roots<JobAggregate> jobs, RetryPolicy retries, int inFlightMax) {
        this.accounts = accounts;
        this.jobs = jobs;
        this.retries = retries;
        this.inFlightMax = inFlightMax;
    }

    @CommandHandler
    Accepted on(CreateJob command) {
        accounts.load(command.accountId());
        switch (jobs.withNew(command.jobId(), JobAggregate::job)) {
            case Job.NotCreated _ -> hold(command);
            case Job.Live _, Job.Ended _ -> {}
        }
        JobAnswer answer = jobs.with(command.jobId(), job -> job.handle(command, retries));
        answer.decision().orThrow(JobRefusedException::new);
        return new Accepted(answer, accounts.load(command.accountId()));
    }

    private void hold(CreateJob command) {
        accounts.handle(new ReserveBalance(command.accountId(), command.jobId(), command.price(), inFlightMax))
                .orThrow(AccountRefusedException::new);
    }
}
