package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.common.lock.NullLockFactory;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.AnnotatedSaga;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.AnnotatedSagaRepository;

/**
 * Axon's repository, but for the way a saga is found: Axon looks through every saga of the batch for each event, which
 * grows with the square of the batch. One thread has the segment, so there is nothing to lock, and the saga holds
 * nothing to be injected.
 */
final class SagasByJob extends AnnotatedSagaRepository<JobFulfilmentSaga> {
    private final CachedSagas stored;

    private SagasByJob(Builder<JobFulfilmentSaga> builder, CachedSagas stored) {
        super(builder);
        this.stored = stored;
    }

    static SagasByJob create(CachedSagas stored, Configuration axon) {
        Builder<JobFulfilmentSaga> builder = AnnotatedSagaRepository.builder();
        builder.sagaType(JobFulfilmentSaga.class)
                .sagaStore(stored)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(JobFulfilmentSaga.class))
                .lockFactory(NullLockFactory.INSTANCE);
        return new SagasByJob(builder, stored);
    }

    @Override
    public Set<String> find(AssociationValue job) {
        return BatchInHand.current()
                .begun(job.getValue())
                .map(Set::of)
                .orElseGet(() -> stored.findSagas(JobFulfilmentSaga.class, job));
    }

    @Override
    public AnnotatedSaga<JobFulfilmentSaga> doCreateInstance(String id, Supplier<JobFulfilmentSaga> factory) {
        if (CurrentUnitOfWork.get().getMessage().getPayload() instanceof JobCreated created) {
            BatchInHand.current().begin(created.jobId().toString(), id);
        }
        return super.doCreateInstance(id, factory);
    }
}
