package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;

/**
 * One job's fulfilment as Axon knows it: the state, and the way from stored events to the process. Public only because
 * Axon makes the instances.
 */
@Saga
@ProcessingGroup(JobFulfilmentSaga.PROCESSOR)
public class JobFulfilmentSaga {
    static final String PROCESSOR = "job-fulfilment";

    private JobFulfilment state = JobFulfilment.NOT_BEGUN;

    @StartSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(JobCreated event, @Timestamp Instant recordedAt, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new JobHappened(event, recordedAt));
    }

    @SagaEventHandler(associationProperty = "jobId")
    void on(JobEvent event, @Timestamp Instant recordedAt, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new JobHappened(event, recordedAt));
    }

    @SagaEventHandler(associationProperty = "jobId")
    void on(BalanceCaptured event, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new AccountHappened(event));
    }

    @SagaEventHandler(associationProperty = "jobId")
    void on(BalanceRefunded event, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new AccountHappened(event));
    }
}
