package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.LogToken;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.store.Batch;
import dev.atelier.saga.store.FulfilmentJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The batch of events that is being handled: what it has loaded, what it changes and what it wants sent. */
final class BatchInHand {
    private static final String RESOURCE = BatchInHand.class.getName();

    private final Batch changes = new Batch();
    private final List<Outgoing> messages = new ArrayList<>();
    private final Map<JobId, @Nullable String> loaded = new HashMap<>();
    private final Map<String, String> begun = new HashMap<>();
    private final Map<JobId, JobFulfilment> states = new HashMap<>();
    private final List<JobId> ended = new ArrayList<>();
    private @Nullable LogToken reached;

    /** The one that this thread is handling. */
    static BatchInHand current() {
        BatchInHand batch = CurrentUnitOfWork.get().getResource(RESOURCE);
        if (batch == null) {
            throw new IllegalStateException("no batch is being handled");
        }
        return batch;
    }

    static boolean isBegun(UnitOfWork<?> unit) {
        return unit.resources().containsKey(RESOURCE);
    }

    static BatchInHand begin(UnitOfWork<?> unit) {
        BatchInHand batch = new BatchInHand();
        unit.resources().put(RESOURCE, batch);
        return batch;
    }

    Batch changes() {
        return changes;
    }

    List<Outgoing> messages() {
        return messages;
    }

    /** Whether it is known if the table has a row of this job. */
    boolean isLoaded(JobId jobId) {
        return loaded.containsKey(jobId);
    }

    /** What the table has for the batch, as JSON; null where there is no row. */
    @Nullable
    String loaded(JobId jobId) {
        return loaded.get(jobId);
    }

    /** @param rows the rows of those that have one */
    void loaded(Collection<JobId> wanted, Map<JobId, String> rows) {
        wanted.forEach(jobId -> loaded.put(jobId, rows.get(jobId)));
    }

    /** A saga begins with this batch: Axon has given it an id, and it has no row yet. */
    void begin(String jobId, String sagaId) {
        begun.put(jobId, sagaId);
    }

    /** The id of the job's saga, if it began with this batch. */
    Optional<String> begun(String jobId) {
        return Optional.ofNullable(begun.get(jobId));
    }

    void save(JobId jobId, JobFulfilment state) {
        changes.save(jobId, FulfilmentJson.write(state));
        states.put(jobId, state);
    }

    void end(JobId jobId) {
        changes.end(jobId);
        ended.add(jobId);
    }

    Map<JobId, JobFulfilment> states() {
        return states;
    }

    List<JobId> ended() {
        return ended;
    }

    void reached(LogToken token) {
        reached = token;
    }

    /** The token after this batch. */
    LogToken reached() {
        if (reached == null) {
            throw new IllegalStateException("the processor stores its token before it commits");
        }
        return reached;
    }
}
