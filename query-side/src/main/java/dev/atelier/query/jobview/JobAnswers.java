package dev.atelier.query.jobview;

import dev.atelier.contracts.error.FailureTexts;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.jobview.domain.Request;
import dev.atelier.query.links.ArtifactLinks;
import dev.atelier.query.links.LinkWindow;
import dev.atelier.web.link.PublicAddress;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Makes what clients read of a job: links for them, texts in their language. */
public final class JobAnswers {
    private final ArtifactLinks links;
    private final PublicAddress address;
    private final Percents percents;
    private final Places places;
    private final Clock clock;

    public JobAnswers(ArtifactLinks links, PublicAddress address, Percents percents, Places places, Clock clock) {
        this.links = links;
        this.address = address;
        this.percents = percents;
        this.places = places;
        this.clock = clock;
    }

    /** The whole answer, with the place in line. */
    public JobAnswer full(JobView view, String language) {
        return answer(view, language, places.of(view));
    }

    /** The answer for lists, without the place in line. */
    public JobAnswer brief(JobView view, String language) {
        return answer(view, language, Optional.empty());
    }

    private JobAnswer answer(JobView view, String language, Optional<Places.Place> place) {
        LinkWindow window = LinkWindow.at(clock.instant());
        Request request = view.request();
        JobView.End end = view.end();
        OptionalInt percent = percents.percent(view);
        List<JobAnswer.Result> artifacts = results(view.id(), end == null ? List.of() : end.artifacts(), window);
        List<JobAnswer.Result> late = results(view.id(), view.lateArtifacts(), window);
        JobId retryOf = request.retryOf();
        return new JobAnswer(
                view.id().toString(),
                view.state().word(),
                view.state().status(),
                view.sequence(),
                kind(request),
                request.preset().name().value(),
                request.preset().revision(),
                view.turn().attempt(),
                view.cancelRequested(),
                percent.isPresent() ? percent.getAsInt() : null,
                place.map(Places.Place::position).orElse(null),
                place.map(Places.Place::etaSeconds).orElse(null),
                request.price().amount(),
                end == null ? null : end.charge().amount(),
                request.createdAt(),
                view.turn().startedAt(),
                view.turn().nextAttemptAt(),
                end == null ? null : end.at(),
                request.clientReference(),
                retryOf == null ? null : retryOf.toString(),
                failure(view, language),
                artifacts,
                late,
                artifacts.isEmpty() && late.isEmpty() ? null : window.linksEnd(),
                url(view.id(), ""),
                url(view.id(), "/events"),
                url(view.id(), "/cancel"));
    }

    private static JobAnswer.@Nullable Failure failure(JobView view, String language) {
        FailureReason reason = view.lastFailure();
        boolean told = view.state() == JobState.FAILED || view.state() == JobState.WAITING_FOR_RETRY;
        return reason == null || !told
                ? null
                : new JobAnswer.Failure(reason.name(), FailureTexts.text(reason, language));
    }

    private List<JobAnswer.Result> results(JobId job, List<Artifact> artifacts, LinkWindow window) {
        if (artifacts.isEmpty()) {
            return List.of();
        }
        return artifacts.stream()
                .map(artifact -> new JobAnswer.Result(
                        links.link(job, artifact, window),
                        artifact.mediaType(),
                        artifact.bytes(),
                        artifact.sha256(),
                        artifact.width(),
                        artifact.height()))
                .toList();
    }

    private String url(JobId job, String end) {
        return address.link("/api/jobs/" + job + end);
    }

    private static String kind(Request request) {
        return request.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
