package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What the process wants done, as data. Each may be done twice without harm. */
public sealed interface Effect {
    /** Send a command. */
    sealed interface Tell extends Effect {
        Object command();
    }

    record TellJob(JobCommand command) implements Tell {}

    record TellAccount(AccountCommand command) implements Tell {}

    /** Put this attempt into the line of its pool. */
    record Order(JobCreated job, int attempt) implements Effect {}

    /** Tell a worker to stop the attempt; nobody there to hear it is fine. */
    record CancelAttempt(JobId jobId, int attempt, String worker) implements Effect {}

    /** Start or move a timeout, due at a moment that the log decided. */
    record Start(Timeout timeout, Instant due) implements Effect {}

    /** Start or move a timeout, due so long from now. */
    record StartAfter(Timeout timeout, Duration after) implements Effect {}

    /** Stop the job's timeouts of these kinds, whatever attempt they watch; they need not be running. */
    record Cancel(JobId jobId, Set<Class<? extends Timeout>> timeouts) implements Effect {}

    /** Stop every timeout of the job. */
    record CancelAll(JobId jobId) implements Effect {}

    /** The job is over and its money settled: forget it, and every timeout of it. */
    record End(JobId jobId) implements Effect {}
}
