package dev.atelier.query.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadListener;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners what happened, in log order and only when the read models have it, so that whoever hears of a change
 * and asks for the job sees it. While nobody listens, nothing is read.
 */
public final class Tail implements HeadListener {
    private static final int BATCH = 500;

    private final EventLog log;
    private final JobHistory history;
    private final Audiences audiences;
    private final JobFeed feed;
    private final Cache<JobId, JobView> views =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private long told;
    private String generation = "";

    public Tail(EventLog log, JobHistory history, Audiences audiences, JobFeed feed) {
        this.log = log;
        this.history = history;
        this.audiences = audiences;
        this.feed = feed;
    }

    @Override
    public void moved(Head head) {
        if (!head.generation().equals(generation)) {
            generation = head.generation();
            told = Math.min(told, log.headPosition());
            views.invalidateAll();
        }
        if (feed.isSilent()) {
            told = Math.max(told, head.position());
            return;
        }
        while (told < head.position()) {
            List<StoredEvent> events = log.read(told, BATCH);
            events.stream()
                    .takeWhile(event -> event.position() <= head.position())
                    .forEach(this::tell);
            told = events.isEmpty()
                    ? head.position()
                    : Math.min(head.position(), events.getLast().position());
        }
    }

    private void tell(StoredEvent stored) {
        if (stored.payload() instanceof JobEvent event) {
            Optional<Audience> audience = audiences.of(event);
            if (audience.isPresent() && feed.hears(event.jobId(), audience.get())) {
                JobView view = view(event.jobId(), stored);
                if (view != null) {
                    feed.publish(event.jobId(), audience.get(), new Signal.Changed(stored.position(), view));
                }
            }
        }
    }

    private @Nullable JobView view(JobId job, StoredEvent stored) {
        JobView before = views.getIfPresent(job);
        JobView known = before != null && before.sequence() == stored.sequence()
                ? before
                : history.after(job, stored.sequence());
        JobView after = history.apply(known, stored);
        if (after != null) {
            views.put(job, after);
        }
        return after;
    }
}
