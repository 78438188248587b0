package dev.atelier.query.jobview;

import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.ReadModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Jobs as they stand: from Redis where it has them, else from their streams. So the answer is the same before and after
 * a finished job's view has expired, and while the read models are built again.
 */
public final class JobViews {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final ReadModels models;
    private final JobHistory history;

    public JobViews(ReadModels models, JobHistory history) {
        this.models = models;
        this.history = history;
    }

    /** The job, or empty when there is none. */
    public Optional<JobView> find(JobId job) {
        return kept(job).or(() -> history.now(job));
    }

    private Optional<JobView> kept(JobId job) {
        try {
            return models.readIfComplete(generation -> generation.get(JobModels.JOB, job));
        } catch (DataAccessException e) {
            LOG.warn("{} is read from its stream, because Redis does not answer: {}", job, e.getMessage());
            return Optional.empty();
        }
    }

    /** The jobs in the order of their ids. */
    public List<JobView> all(Generation generation, List<JobId> jobs) {
        List<JobView> views = new ArrayList<>(jobs.size());
        List<Optional<JobView>> kept = generation.all(JobModels.JOB, jobs);
        for (int i = 0; i < jobs.size(); i++) {
            JobId job = jobs.get(i);
            kept.get(i).or(() -> history.now(job)).ifPresent(views::add);
        }
        return views;
    }
}
