package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.JobChanges;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.jobview.domain.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Long polls as listeners of the feed. */
public final class FeedJobChanges implements JobChanges {
    private final JobFeed feed;
    private final JobViews jobs;

    public FeedJobChanges(JobFeed feed, JobViews jobs) {
        this.feed = feed;
        this.jobs = jobs;
    }

    @Override
    public void await(JobId job, long sequence, Duration limit) throws InterruptedException {
        Instant until = Instant.now().plus(limit);
        try (Subscription subscription = feed.ofJob(job)) {
            boolean over = jobs.find(job).map(JobView::sequence).orElse(0L) > sequence;
            while (!over) {
                Duration left = Duration.between(Instant.now(), until);
                Optional<Signal> signal = subscription.next(left);
                over = !left.isPositive()
                        || signal.map(heard -> ends(heard, sequence)).orElse(true);
            }
        }
    }

    private static boolean ends(Signal signal, long sequence) {
        return switch (signal) {
            case Signal.Changed changed -> changed.view().sequence() > sequence;
            case Signal.Progress _ -> false;
            case Signal.Closed _ -> true;
        };
    }
}
