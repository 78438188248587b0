package dev.atelier.command.job;

import dev.atelier.command.job.domain.RetryPolicy;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordDelivery;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import org.axonframework.commandhandling.CommandHandler;

/** Everything that concerns one job alone; how a job begins is the {@link JobAcceptance}. */
class JobCommands {
    private final Roots<JobAggregate> jobs;
    private final RetryPolicy retries;

    JobCommands(Roots<JobAggregate> jobs, RetryPolicy retries) {
        this.jobs = jobs;
        this.retries = retries;
    }

    @CommandHandler
    JobAnswer on(StartAttempt command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(RecordSuccess command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(RecordFailure command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(RecordCancellation command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(QueueJob command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(ExpireJob command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(CancelJob command) {
        return handle(command);
    }

    @CommandHandler
    JobAnswer on(RecordDelivery command) {
        return handle(command);
    }

    private JobAnswer handle(JobCommand command) {
        return jobs.with(command.jobId(), job -> job.handle(command, retries));
    }
}
