package dev.atelier.query.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.run.RunSignal.RunProgress;
import dev.atelier.query.jobview.domain.JobView;
import java.time.Duration;
import java.util.OptionalInt;

/** The newest percent of each running attempt, in memory only: lost progress is no loss. */
public final class ProgressBoard {
    private final JobFeed feed;
    private final Audiences audiences;
    private final Cache<JobId, RunProgress> newest = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(30))
            .build();

    public ProgressBoard(JobFeed feed, Audiences audiences) {
        this.feed = feed;
        this.audiences = audiences;
    }

    /** Notes what a worker said and tells who listens. */
    public void note(RunProgress progress) {
        newest.asMap().merge(progress.jobId(), progress, ProgressBoard::further);
        if (!feed.isSilent()) {
            audiences
                    .of(progress.jobId())
                    .ifPresent(audience -> feed.publish(
                            progress.jobId(),
                            audience,
                            new Signal.Progress(progress.jobId(), progress.attempt(), progress.percent())));
        }
    }

    /** Messages may overtake each other; progress does not step back for that. */
    private static RunProgress further(RunProgress known, RunProgress heard) {
        boolean behind = heard.attempt() < known.attempt()
                || (heard.attempt() == known.attempt() && heard.percent() < known.percent());
        return behind ? known : heard;
    }

    /** The percent of the attempt that is running; empty when nothing was heard of it. */
    public OptionalInt percent(JobView view) {
        RunProgress progress = newest.getIfPresent(view.id());
        boolean current = progress != null
                && view.state() == JobState.RUNNING
                && progress.attempt() == view.turn().attempt();
        return current && progress != null ? OptionalInt.of(progress.percent()) : OptionalInt.empty();
    }
}
