package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The states of the sagas that were needed last, as they are stored; only true while the segment is held. */
final class SagaCache {
    private final Map<JobId, JobFulfilment> states;

    SagaCache(int sagasMax) {
        states = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<JobId, JobFulfilment> eldest) {
                return size() > sagasMax;
            }
        };
    }

    synchronized Optional<JobFulfilment> get(JobId jobId) {
        return Optional.ofNullable(states.get(jobId));
    }

    /** Takes over what was committed. */
    synchronized void accept(BatchInHand batch) {
        states.putAll(batch.states());
        batch.ended().forEach(states::remove);
    }

    synchronized void clear() {
        states.clear();
    }
}
