package dev.atelier.query.joblist;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.Entry;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.ReadModels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person's jobs, page by page. */
public final class JobLists {
    /** How many pages' worth of unwanted jobs are looked through for one page. */
    private static final int ROUNDS_MAX = 20;

    private final ReadModels models;
    private final JobViews jobs;

    public JobLists(ReadModels models, JobViews jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    /** @param next where the next page begins; null when there is none */
    record Page(List<JobView> jobs, @Nullable Long next) {}

    /** The wanted jobs with a score below {@code below}, newest first. A short page may still have a next one. */
    Page page(UserId owner, JobFilter filter, long below, int limit) {
        return models.read(generation -> page(generation, owner, filter, below, limit));
    }

    private Page page(Generation generation, UserId owner, JobFilter filter, long below, int limit) {
        List<JobView> wanted = new ArrayList<>();
        Long from = below;
        for (int round = 0; round < ROUNDS_MAX && from != null && wanted.size() < limit; round++) {
            int missing = limit - wanted.size();
            List<Entry> entries = generation.newest(filter.index(owner), from, missing + 1);
            List<JobId> ids = entries.stream()
                    .limit(missing)
                    .map(entry -> JobId.parse(entry.member()))
                    .toList();
            jobs.all(generation, ids).stream().filter(filter::wants).forEach(wanted::add);
            from = entries.size() > missing ? entries.get(missing - 1).score() : null;
        }
        return new Page(wanted, from);
    }
}
