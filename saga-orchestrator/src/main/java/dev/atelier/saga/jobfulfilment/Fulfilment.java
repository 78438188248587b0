package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Effect;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Parked;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilmentProcess;
import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Takes one step of the process. A job whose step goes wrong is parked where it stands, so that the others go on; what
 * goes wrong with a server is no fault of the job and is thrown on, so that the whole batch is tried again.
 */
final class Fulfilment {
    private final JobFulfilmentProcess process;
    private final BatchOutbox outbox;
    private final ParkedSagas parked;
    private final FulfilmentMeters meters;

    Fulfilment(JobFulfilmentProcess process, BatchOutbox outbox, ParkedSagas parked, FulfilmentMeters meters) {
        this.process = process;
        this.outbox = outbox;
        this.parked = parked;
        this.meters = meters;
    }

    /** Returns the next state; its effects are carried out with the batch that is being handled. */
    JobFulfilment advance(JobFulfilment state, JobId jobId, FulfilmentInput input) {
        JobFulfilment next;
        List<Effect> effects;
        try {
            next = JobFulfilment.evolve(state, input);
            effects = process.react(next, input);
        } catch (RuntimeException e) {
            parked.park(jobId, e);
            return new Parked(state, e.toString());
        }
        meters.observe(state, input);
        outbox.add(effects, CurrentUnitOfWork.get().getMessage().getIdentifier());
        return next;
    }
}
