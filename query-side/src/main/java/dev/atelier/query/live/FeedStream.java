package dev.atelier.query.live;

import dev.atelier.query.jobview.JobAnswer;
import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.ModelsIncompleteException;
import dev.atelier.web.LogPosition;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One client's events of many jobs. It begins with the jobs under way, or with all that a returning client has missed;
 * then comes each stored change, with a cursor as its id that stays good for ever.
 */
final class FeedStream {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final FeedTopic topic;
    private final String language;
    private final FeedHistory history;
    private final JobAnswers answers;
    private final LiveSettings settings;
    private final Clock clock;
    private final ProgressPace pace;
    private long sent;
    private boolean ended;

    FeedStream(
            FeedTopic topic,
            String language,
            FeedHistory history,
            JobAnswers answers,
            LiveSettings settings,
            Clock clock) {
        this.topic = topic;
        this.language = language;
        this.history = history;
        this.answers = answers;
        this.settings = settings;
        this.clock = clock;
        pace = new ProgressPace(settings.progressPause());
    }

    /** The jobs under way when the feed begins. */
    record PresentFrame(List<JobAnswer> jobs) {}

    /** @param seen the newest cursor that the client has seen; null for a new client */
    void run(SseStream out, Subscription subscription, @Nullable Long seen, Instant until)
            throws IOException, InterruptedException {
        if (seen == null) {
            sendPresent(out);
        } else {
            sent = seen;
            sendMissed(out);
        }
        while (!ended) {
            Duration left = Duration.between(clock.instant(), until);
            if (!left.isPositive()) {
                return;
            }
            Duration patience = left.compareTo(settings.heartbeat()) < 0 ? left : settings.heartbeat();
            Optional<Signal> signal = subscription.next(patience);
            if (signal.isPresent()) {
                hear(out, signal.get());
            } else {
                out.heartbeat();
                catchUp(out);
            }
        }
    }

    private void sendPresent(SseStream out) throws IOException {
        FeedHistory.Present present = history.present(topic);
        List<JobAnswer> jobs = present.jobs().stream()
                .map(view -> answers.brief(view, language))
                .toList();
        out.send("present", LogPosition.encode(present.position()), new PresentFrame(jobs));
        sent = present.position();
    }

    /** Whatever this process may not have been told of; a store that is away is asked again at the next heartbeat. */
    private void catchUp(SseStream out) throws IOException {
        try {
            sendMissed(out);
        } catch (ModelsIncompleteException | DataAccessException e) {
            LOG.debug("a listener waits for the store: {}", e.getMessage());
        }
    }

    private void sendMissed(SseStream out) throws IOException {
        Optional<FeedHistory.Missed> missed = history.since(topic, sent);
        if (missed.isEmpty()) {
            sendPresent(out);
            return;
        }
        for (JobHistory.Moment change : missed.get().changes()) {
            send(out, change.position(), change.view());
        }
        sent = Math.max(sent, missed.get().position());
    }

    private void hear(SseStream out, Signal signal) throws IOException {
        switch (signal) {
            case Signal.Changed changed -> {
                if (changed.position() > sent) {
                    send(out, changed.position(), changed.view());
                }
            }
            case Signal.Progress progress -> {
                if (pace.allows(progress.job(), clock.instant())) {
                    out.send("progress", null, ProgressFrame.of(progress));
                }
            }
            case Signal.Closed _ -> ended = true;
        }
    }

    private void send(SseStream out, long position, JobView view) throws IOException {
        out.send("state", LogPosition.encode(position), answers.brief(view, language));
        sent = position;
    }
}
