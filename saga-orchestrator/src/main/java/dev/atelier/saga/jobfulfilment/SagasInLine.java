package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.line.StoredSagas;
import dev.atelier.saga.line.WaitingLine;
import dev.atelier.saga.store.FulfilmentJson;
import dev.atelier.saga.store.SagaTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The sagas as the waiting line needs them: from the cache, and what is not there from the table. */
final class SagasInLine implements StoredSagas {
    private final SagaTable table;
    private final SagaCache cache;

    SagasInLine(SagaTable table, SagaCache cache) {
        this.table = table;
        this.cache = cache;
    }

    @Override
    public void readInto(WaitingLine line) {
        table.forEach(json -> read(json).ifPresent(line::read));
    }

    @Override
    public Map<JobId, JobCreated> jobs(List<JobId> wanted) {
        Map<JobId, JobCreated> jobs = new HashMap<>();
        Set<JobId> missing = new HashSet<>();
        for (JobId job : wanted) {
            cache.get(job)
                    .ifPresentOrElse(
                            state -> job(state).ifPresent(created -> jobs.put(job, created)), () -> missing.add(job));
        }
        if (!missing.isEmpty()) {
            table.load(missing)
                    .forEach((job, json) ->
                            read(json).flatMap(SagasInLine::job).ifPresent(created -> jobs.put(job, created)));
        }
        return jobs;
    }

    /** One that cannot be read is parked by whoever handles its next event; it has no turn. */
    private static Optional<JobFulfilment> read(String json) {
        try {
            return Optional.of(FulfilmentJson.read(json));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<JobCreated> job(JobFulfilment state) {
        return state instanceof JobFulfilment.Live live ? Optional.of(live.job()) : Optional.empty();
    }
}
