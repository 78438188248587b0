package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.store.FulfilmentJson;
import dev.atelier.saga.store.SagaTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Sagas by their job: from the cache, or all that a batch needs in one query. Nothing is written here; changes go with
 * the batch. A saga that cannot be read stands still as it is stored, instead of stopping every other one.
 */
final class CachedSagas implements SagaStore<Object> {
    private final SagaTable table;
    private final SagaCache cache;
    private final ParkedSagas parked;

    CachedSagas(SagaTable table, SagaCache cache, ParkedSagas parked) {
        this.table = table;
        this.cache = cache;
        this.parked = parked;
    }

    @Override
    public Set<String> findSagas(Class<?> type, AssociationValue association) {
        JobId jobId = JobId.parse(association.getValue());
        BatchInHand batch = BatchInHand.current();
        return cache.get(jobId).isPresent() || loaded(batch, jobId) != null ? Set.of(association.getValue()) : Set.of();
    }

    /** Null for what is not there, as Axon wants it, and for what cannot be read. */
    @Override
    public <S> @Nullable Entry<S> loadSaga(Class<S> type, String id) {
        JobId jobId = JobId.parse(id);
        return state(jobId)
                .map(state -> new LoadedSaga<>(type.cast(new JobFulfilmentSaga(state)), jobId))
                .orElse(null);
    }

    private Optional<JobFulfilment> state(JobId jobId) {
        return cache.get(jobId)
                .or(() -> Optional.ofNullable(loaded(BatchInHand.current(), jobId))
                        .flatMap(json -> read(jobId, json)));
    }

    private Optional<JobFulfilment> read(JobId jobId, String json) {
        try {
            return Optional.of(FulfilmentJson.read(json));
        } catch (JacksonException e) {
            parked.park(jobId, e);
            return Optional.empty();
        }
    }

    private @Nullable String loaded(BatchInHand batch, JobId jobId) {
        if (!batch.isLoaded(jobId)) {
            Set<JobId> wanted = new HashSet<>();
            wanted.add(jobId);
            UnitOfWork<?> unit = CurrentUnitOfWork.get();
            List<? extends Message<?>> messages = unit instanceof BatchingUnitOfWork<?> batching
                    ? batching.getMessages()
                    : List.of(unit.getMessage());
            messages.forEach(message -> want(message, wanted));
            wanted.removeIf(known -> cache.get(known).isPresent());
            batch.loaded(wanted, table.load(wanted));
        }
        return batch.loaded(jobId);
    }

    /** What cannot be read is left to the one who handles it. */
    private static void want(Message<?> message, Set<JobId> wanted) {
        try {
            switch (message.getPayload()) {
                case JobEvent happened -> wanted.add(happened.jobId());
                case BalanceCaptured captured -> wanted.add(captured.jobId());
                case BalanceRefunded refunded -> wanted.add(refunded.jobId());
                default -> {
                    // Nothing to a saga.
                }
            }
        } catch (SerializationException e) {
            // The handler meets it again.
        }
    }

    @Override
    public void insertSaga(Class<?> type, String id, Object saga, Set<AssociationValue> associations) {
        save(saga, associations.iterator().next());
    }

    @Override
    public void updateSaga(Class<?> type, String id, Object saga, AssociationValues associations) {
        save(saga, associations.iterator().next());
    }

    private static void save(Object saga, AssociationValue job) {
        JobFulfilment state = ((JobFulfilmentSaga) saga).state();
        BatchInHand.current().save(JobId.parse(job.getValue()), state);
    }

    @Override
    public void deleteSaga(Class<?> type, String id, Set<AssociationValue> associations) {
        BatchInHand.current().end(JobId.parse(associations.iterator().next().getValue()));
    }

    private record LoadedSaga<S>(S saga, JobId jobId) implements Entry<S> {
        @Override
        public Set<AssociationValue> associationValues() {
            return Set.of(JobFulfilmentSaga.association(jobId));
        }
    }
}
