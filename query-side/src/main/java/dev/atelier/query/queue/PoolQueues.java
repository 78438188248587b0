package dev.atelier.query.queue;

import dev.atelier.contracts.job.JobState;
import dev.atelier.query.jobview.JobMoved;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.queue.domain.JobCounts;
import dev.atelier.query.queue.domain.LineShape;
import dev.atelier.query.queue.domain.OwnLine;
import dev.atelier.query.queue.domain.PoolHour;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.WorkingCopy;
import org.jspecify.annotations.Nullable;

/** Who waits, runs and is to be retried in each pool, in order of arrival, and what ended there lately. */
public final class PoolQueues implements JobMoved {
    static final Document<PoolHour> HOUR = new Document<>("pool", PoolHour.class);
    public static final Document<JobCounts> COUNTS = new Document<>("job-counts", JobCounts.class);
    static final Document<LineShape> SHAPE = new Document<>("line", LineShape.class);
    private static final Document<OwnLine> OWN = new Document<>("own-line", OwnLine.class);
    /** There is one of them. */
    public static final String ALL = "all";

    @Override
    public void apply(@Nullable JobView before, JobView after, long position, WorkingCopy models) {
        String pool = after.request().pool();
        if (before == null || before.state() != after.state()) {
            if (before != null && !before.state().isFinal()) {
                models.remove(index(pool, before.state()), after.id());
            }
            if (!after.state().isFinal()) {
                models.add(index(pool, after.state()), after.id(), position);
            }
            stand(before, after, position, models);
        }
        PoolHour hour = models.get(HOUR, pool);
        PoolHour known = hour == null ? PoolHour.quiet() : hour;
        PoolHour next = known.moved(before, after);
        if (!next.equals(known)) {
            models.put(HOUR, pool, next);
        }
        JobCounts counts = models.get(COUNTS, ALL);
        models.put(COUNTS, ALL, (counts == null ? JobCounts.none() : counts).moved(before, after));
    }

    /** In the line, or out of it. */
    private static void stand(@Nullable JobView before, JobView after, long position, WorkingCopy models) {
        boolean waited = before != null && before.state() == JobState.QUEUED;
        boolean waits = after.state() == JobState.QUEUED;
        if (waited == waits) {
            return;
        }
        String own = own(after);
        OwnLine known = models.get(OWN, own);
        int jobs = known == null ? 0 : known.waiting();
        int next = Math.max(0, jobs + (waits ? 1 : -1));
        LineShape shape = models.get(SHAPE, after.request().pool());
        models.put(OWN, own, new OwnLine(next));
        models.put(SHAPE, after.request().pool(), (shape == null ? LineShape.empty() : shape).moved(jobs, next));
        if (waits) {
            models.add(ownIndex(after), after.id(), position);
        } else {
            models.remove(ownIndex(after), after.id());
        }
    }

    private static String own(JobView job) {
        return job.request().pool() + ":" + job.request().owner();
    }

    /** The person's jobs that wait in the job's pool, in the order in which they came to it. */
    static String ownIndex(JobView job) {
        return "own-turns:" + own(job);
    }

    /** Jobs of the pool in this state, in the order in which they came to it. */
    public static String index(String pool, JobState state) {
        return "pool:" + pool + ":" + state.word();
    }
}
