package dev.atelier.query.live;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ModelsIncompleteException;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.Role;
import dev.atelier.web.problem.Languages;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.Seats;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The events of all jobs of a person; for a service that names nobody, of all its people. */
@RestController
final class FeedController {
    private final JobFeed feed;
    private final FeedHistory history;
    private final JobAnswers answers;
    private final HeadWatch watch;
    private final Streams streams;
    private final LiveSettings settings;
    private final Clock clock;

    FeedController(
            JobFeed feed,
            FeedHistory history,
            JobAnswers answers,
            HeadWatch watch,
            Streams streams,
            LiveSettings settings,
            Clock clock) {
        this.feed = feed;
        this.history = history;
        this.answers = answers;
        this.watch = watch;
        this.streams = streams;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/events")
    void events(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            Caller caller,
            @AuthenticationPrincipal Jwt token,
            HttpServletResponse response) {
        FeedTopic topic = topic(caller);
        Long seen = seen(lastEventId);
        if (watch.head().filter(Head::complete).isEmpty()) {
            throw new ModelsIncompleteException();
        }
        try (Seats.Seat _ = streams.seat(topic.listener());
                Subscription subscription = subscribe(topic)) {
            Instant expires = token.getExpiresAt();
            Instant until = expires == null ? clock.instant() : expires;
            FeedStream stream = new FeedStream(topic, Languages.best(languages), history, answers, settings, clock);
            streams.open(response, out -> stream.run(out, subscription, seen, until));
        }
    }

    private static FeedTopic topic(Caller caller) {
        if (caller.is(Role.SERVICE) && !caller.namesSomebody()) {
            return new FeedTopic.OfIdentities(
                    caller.namespace().orElseThrow(() -> ProblemException.of(ErrorCode.SUBJECT_REQUIRED)));
        }
        return new FeedTopic.OfOwner(caller.person());
    }

    private Subscription subscribe(FeedTopic topic) {
        return switch (topic) {
            case FeedTopic.OfOwner of -> feed.ofOwner(of.owner());
            case FeedTopic.OfIdentities of -> feed.ofIdentities(of.kind());
        };
    }

    /** What is no cursor of ours counts as nothing seen. */
    private static @Nullable Long seen(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? null : LogPosition.parse(lastEventId);
        } catch (ProblemException e) {
            return null;
        }
    }
}
