package dev.atelier.command.job;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobDecider;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.command.job.domain.RetryPolicy;
import dev.atelier.command.stream.Rememberable;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of a job: the rules are in {@link JobDecider}. */
@AggregateRoot(type = "job")
class JobAggregate implements Rememberable {
    @AggregateIdentifier
    private @Nullable String id;

    private Job job = new Job.NotCreated();

    Job job() {
        return job;
    }

    @Override
    public Object state() {
        return job;
    }

    @Override
    public void restore(String stream, Object state) {
        id = stream;
        job = (Job) state;
    }

    JobAnswer handle(JobCommand command, RetryPolicy retries) {
        Job before = job;
        Decision<JobEvent, JobRefusal> decision = JobDecider.decide(command, job, retries);
        decision.events().forEach(AggregateLifecycle::apply);
        return new JobAnswer(decision, before, job);
    }

    @EventSourcingHandler
    void on(JobEvent event) {
        id = event.jobId().toString();
        job = job.evolve(event);
    }
}
