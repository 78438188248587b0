package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.domain.JobView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One client's events of one job. The first is the job as it is, or all that a returning client has missed; then each
 * stored change with the status sequence as its id, and progress without one; after the final state the stream ends.
 */
final class JobStream {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final JobId job;
    private final String language;
    private final JobHistory history;
    private final JobAnswers answers;
    private final LiveSettings settings;
    private final Clock clock;
    private final ProgressPace pace;
    private long sent;
    private boolean ended;

    JobStream(JobId job, String language, JobHistory history, JobAnswers answers, LiveSettings settings, Clock clock) {
        this.job = job;
        this.language = language;
        this.history = history;
        this.answers = answers;
        this.settings = settings;
        this.clock = clock;
        pace = new ProgressPace(settings.progressPause());
    }

    /**
     * Runs until the job has ended, the client has gone, the process stops or {@code until} has come.
     *
     * @param seen the newest id that the client has seen; 0 for a new client
     */
    void run(SseStream out, Subscription subscription, long seen, Instant until)
            throws IOException, InterruptedException {
        sent = seen;
        begin(out);
        while (!ended) {
            Duration left = Duration.between(clock.instant(), until);
            if (!left.isPositive()) {
                return;
            }
            Duration patience = left.compareTo(settings.heartbeat()) < 0 ? left : settings.heartbeat();
            Optional<Signal> signal = subscription.next(patience);
            if (signal.isEmpty()) {
                out.heartbeat();
                catchUp(out);
            } else {
                hear(out, signal.get());
            }
        }
    }

    private void begin(SseStream out) throws IOException {
        if (sent > 0) {
            sendMissed(out);
        } else {
            Optional<JobView> now = history.now(job);
            if (now.isPresent()) {
                send(out, now.get());
            }
        }
    }

    private void hear(SseStream out, Signal signal) throws IOException {
        switch (signal) {
            case Signal.Changed changed -> {
                if (changed.view().sequence() == sent + 1) {
                    send(out, changed.view());
                } else if (changed.view().sequence() > sent) {
                    sendMissed(out);
                }
            }
            case Signal.Progress progress -> {
                if (pace.allows(job, clock.instant())) {
                    out.send("progress", null, ProgressFrame.of(progress));
                }
            }
            case Signal.Closed _ -> ended = true;
        }
    }

    /** Whatever this process may not have been told of; a store that is away is asked again at the next heartbeat. */
    private void catchUp(SseStream out) throws IOException {
        try {
            sendMissed(out);
        } catch (DataAccessException e) {
            LOG.debug("a listener waits for the store: {}", e.getMessage());
        }
    }

    private void sendMissed(SseStream out) throws IOException {
        List<JobHistory.Moment> moments = history.moments(job);
        for (JobHistory.Moment moment : moments) {
            if (moment.view().sequence() > sent) {
                send(out, moment.view());
            }
        }
    }

    private void send(SseStream out, JobView view) throws IOException {
        out.send("state", Long.toString(view.sequence()), answers.full(view, language));
        sent = view.sequence();
        ended = ended || view.state().isFinal();
    }
}
