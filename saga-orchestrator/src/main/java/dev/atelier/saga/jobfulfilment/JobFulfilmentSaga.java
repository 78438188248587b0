package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.modelling.saga.AssociationValue;
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

    private static final String JOB = "jobId";

    private JobFulfilment state;

    /** One that begins. */
    public JobFulfilmentSaga() {
        this(JobFulfilment.NOT_BEGUN);
    }

    JobFulfilmentSaga(JobFulfilment state) {
        this.state = state;
    }

    JobFulfilment state() {
        return state;
    }

    /** A saga is found by its job and by nothing else. */
    static AssociationValue association(JobId jobId) {
        return new AssociationValue(JOB, jobId.toString());
    }

    /** Whether there is a handler below for events of this type. */
    static boolean follows(Class<?> event) {
        return JobEvent.class.isAssignableFrom(event)
                || event == BalanceCaptured.class
                || event == BalanceRefunded.class;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = JOB)
    void on(JobCreated event, @Timestamp Instant recordedAt, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new JobHappened(event, recordedAt));
    }

    @SagaEventHandler(associationProperty = JOB)
    void on(JobEvent event, @Timestamp Instant recordedAt, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new JobHappened(event, recordedAt));
    }

    @SagaEventHandler(associationProperty = JOB)
    void on(BalanceCaptured event, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new AccountHappened(event));
    }

    @SagaEventHandler(associationProperty = JOB)
    void on(BalanceRefunded event, Fulfilment fulfilment) {
        state = fulfilment.advance(state, event.jobId(), new AccountHappened(event));
    }
}
