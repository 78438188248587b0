package dev.atelier.saga.jobfulfilment;

import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValues;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/** A saga that cannot be read stands still as it is stored, instead of stopping every other one. */
final class ParkingSagaStore implements SagaStore<Object> {
    private final SagaStore<Object> store;
    private final ParkedSagas parked;

    ParkingSagaStore(SagaStore<Object> store, ParkedSagas parked) {
        this.store = store;
        this.parked = parked;
    }

    /** Null for what is not there, as Axon wants it, and for what cannot be read. */
    @Override
    public <S> @Nullable Entry<S> loadSaga(Class<S> type, String id) {
        try {
            return store.loadSaga(type, id);
        } catch (SerializationException e) {
            parked.parkUnreadable(id, e);
            return null;
        }
    }

    @Override
    public Set<String> findSagas(Class<?> type, AssociationValue association) {
        return store.findSagas(type, association);
    }

    @Override
    public void deleteSaga(Class<?> type, String id, Set<AssociationValue> associations) {
        store.deleteSaga(type, id, associations);
    }

    @Override
    public void insertSaga(Class<?> type, String id, Object saga, Set<AssociationValue> associations) {
        store.insertSaga(type, id, saga, associations);
    }

    @Override
    public void updateSaga(Class<?> type, String id, Object saga, AssociationValues associations) {
        store.updateSaga(type, id, saga, associations);
    }
}
