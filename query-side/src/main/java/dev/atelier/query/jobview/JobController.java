package dev.atelier.query.jobview;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.links.LinkWindow;
import dev.atelier.query.reading.Ids;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.reading.Prefer;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.Languages;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One job: its state now, or, as a long poll, as soon as it is another than the client knows. */
@RestController
final class JobController {
    private final JobViews jobs;
    private final EncodedAnswers answers;
    private final JobChanges changes;
    private final Positions positions;
    private final Seats seats;
    private final Clock clock;

    JobController(
            JobViews jobs, EncodedAnswers answers, JobChanges changes, Positions positions, Seats seats, Clock clock) {
        this.jobs = jobs;
        this.answers = answers;
        this.changes = changes;
        this.positions = positions;
        this.seats = seats;
        this.clock = clock;
    }

    @GetMapping({"/api/jobs/{id}", "/api/photos/{id}/status"})
    void job(@PathVariable String id, HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws InterruptedException, IOException {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        JobId job = Ids.parse(JobId::parse, id);
        UserId person = caller.person();
        positions.awaitIfComplete(logPosition(request), person.toString());
        JobView view = find(job, person);
        Duration patience = Prefer.wait(request.getHeader("Prefer"));
        if (isKnown(view, known) && !patience.isZero() && !view.state().isFinal()) {
            view = next(view, person, patience);
        }
        String language = Languages.best(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        answer(view, known, language, !patience.isZero(), response);
    }

    private static @Nullable String logPosition(HttpServletRequest request) {
        return request.getQueryString() == null ? null : request.getParameter("logPosition");
    }

    private JobView find(JobId job, UserId person) {
        return jobs.find(job)
                .filter(view -> view.request().owner().equals(person))
                .orElseThrow(Ids::unknown);
    }

    /** The job when it has moved on or the time is up; at once for a person who has too many requests waiting. */
    private JobView next(JobView known, UserId person, Duration patience) throws InterruptedException {
        Optional<Seats.Seat> seat = seats.take(person.toString());
        if (seat.isEmpty()) {
            return known;
        }
        try (Seats.Seat _ = seat.get()) {
            ConcurrencyLimit.waits();
            changes.await(known.id(), known.sequence(), patience);
        }
        return find(known.id(), person);
    }

    /** Written straight to the response: this is the answer that clients ask for most. */
    private void answer(
            JobView view,
            @Nullable String known,
            String language,
            boolean preferenceApplied,
            HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, tag(view));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        if (preferenceApplied) {
            response.setHeader("Preference-Applied", "wait");
        }
        if (!view.state().isFinal()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds(view)));
        }
        if (isKnown(view, known)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            byte[] body = answers.full(view, language);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }

    private boolean isKnown(JobView view, @Nullable String known) {
        return known != null && (known.strip().equals("*") || known.contains(tag(view)));
    }

    /** The same as long as the job and the links in the answer are. */
    private String tag(JobView view) {
        return "\"" + view.sequence() + "-" + LinkWindow.at(clock.instant()).number() + "\"";
    }

    private long retryAfterSeconds(JobView view) {
        Instant next = view.turn().nextAttemptAt();
        if (view.state() == JobState.WAITING_FOR_RETRY && next != null) {
            long seconds = Duration.between(clock.instant(), next).toSeconds() + 1;
            return Math.clamp(seconds, 1, 60);
        }
        return view.state() == JobState.RUNNING ? 1 : 2;
    }
}
