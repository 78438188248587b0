package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.reading.Ids;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.Languages;
import dev.atelier.web.request.Seats;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The events of one job, as they happen. */
@RestController
final class JobEventsController {
    private final JobFeed feed;
    private final JobHistory history;
    private final JobAnswers answers;
    private final Streams streams;
    private final LiveSettings settings;
    private final Clock clock;

    JobEventsController(
            JobFeed feed, JobHistory history, JobAnswers answers, Streams streams, LiveSettings settings, Clock clock) {
        this.feed = feed;
        this.history = history;
        this.answers = answers;
        this.streams = streams;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/jobs/{id}/events")
    void events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            Caller caller,
            @AuthenticationPrincipal Jwt token,
            HttpServletResponse response) {
        JobId job = Ids.parse(JobId::parse, id);
        UserId person = caller.person();
        try (Seats.Seat _ = streams.seat(person.toString());
                Subscription subscription = feed.ofJob(job)) {
            JobView now = history.now(job)
                    .filter(view -> view.request().owner().equals(person))
                    .orElseThrow(Ids::unknown);
            long seen = seen(lastEventId, now);
            if (now.state().isFinal() && seen >= now.sequence()) {
                // Tells an EventSource not to come back (HTML Living Standard, section 9.2.3).
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            Instant expires = token.getExpiresAt();
            Instant until = expires == null ? clock.instant() : expires;
            JobStream stream = new JobStream(job, Languages.best(languages), history, answers, settings, clock);
            streams.open(response, out -> stream.run(out, subscription, seen, until));
        }
    }

    /** What is no sequence of this job counts as nothing seen. */
    private static long seen(@Nullable String lastEventId, JobView now) {
        if (lastEventId == null || !lastEventId.matches("\\d{1,9}")) {
            return 0;
        }
        long seen = Long.parseLong(lastEventId);
        return seen <= now.sequence() ? seen : 0;
    }
}
