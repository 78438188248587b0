package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.Entry;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ModelsIncompleteException;
import dev.atelier.query.readmodel.ReadModels;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a feed's client has missed, and what it finds when it begins. */
public final class FeedHistory {
    /** More jobs than these are not told one by one: the client begins anew. */
    private static final int JOBS_MAX = 1_000;

    private static final int PRESENT_MAX = 500;

    private final ReadModels models;
    private final HeadWatch watch;
    private final JobHistory history;
    private final JobViews jobs;

    public FeedHistory(ReadModels models, HeadWatch watch, JobHistory history, JobViews jobs) {
        this.models = models;
        this.watch = watch;
        this.history = history;
        this.jobs = jobs;
    }

    /** Jobs under way as of a position. */
    record Present(long position, List<JobView> jobs) {}

    /** Changes in log order, complete up to a position. */
    record Missed(long position, List<JobHistory.Moment> changes) {}

    /** The newest jobs that are under way. */
    Present present(FeedTopic topic) {
        long position = position();
        List<JobView> views = models.read(generation ->
                jobs.all(generation, ids(generation.newest(topic.presentIndex(), Long.MAX_VALUE, PRESENT_MAX))));
        return new Present(
                position, views.stream().filter(view -> !view.state().isFinal()).toList());
    }

    /** All changes after a position; empty when there are too many to tell. */
    Optional<Missed> since(FeedTopic topic, long after) {
        long position = position();
        List<Entry> changed = models.read(generation -> generation.oldest(topic.index(), after, JOBS_MAX + 1));
        if (changed.size() > JOBS_MAX) {
            return Optional.empty();
        }
        return Optional.of(new Missed(
                position,
                ids(changed).stream()
                        .flatMap(job -> history.moments(job).stream())
                        .filter(moment -> moment.position() > after && moment.position() <= position)
                        .sorted(Comparator.comparingLong(JobHistory.Moment::position))
                        .toList()));
    }

    private long position() {
        return watch.head().orElseThrow(ModelsIncompleteException::new).position();
    }

    private static List<JobId> ids(List<Entry> entries) {
        return entries.stream().map(entry -> JobId.parse(entry.member())).toList();
    }
}
