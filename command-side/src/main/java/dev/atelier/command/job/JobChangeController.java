package dev.atelier.command.job;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.JobViews.CancelBody;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.command.request.IdempotencyKey;
import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.RecordDelivery;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.Role;
import dev.atelier.web.problem.ProblemException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What people, their services and administrators do to a job that exists. Everything can be sent twice. */
@RestController
class JobChangeController {
    private static final int CHANNEL_CHARACTERS_MAX = 40;
    private static final int MESSAGE_CHARACTERS_MAX = 200;
    private static final int REASON_CHARACTERS_MAX = 500;

    record DeliveryRequest(
            @Nullable String channel, @Nullable String message) {}

    record CancelRequest(@Nullable String reason) {}

    /** @param recorded false where this delivery was known */
    record DeliveryBody(String id, boolean recorded, String logPosition) {}

    private final Submission submission;
    private final JobReader jobs;
    private final JobViews views;
    private final PersonalTexts texts;
    private final JobMeters meters;
    private final Clock clock;

    JobChangeController(
            Submission submission, JobReader jobs, JobViews views, PersonalTexts texts, JobMeters meters, Clock clock) {
        this.submission = submission;
        this.jobs = jobs;
        this.views = views;
        this.texts = texts;
        this.meters = meters;
        this.clock = clock;
    }

    @PostMapping("/api/jobs/{id}/cancel")
    CancelBody cancel(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key) {
        IdempotencyKey.parse(key); // cancelling twice is cancelling once, with or without a key
        JobReader.Found found = jobs.owned(id, caller.person());
        return cancel(found.jobId(), CancelledBy.OWNER, caller.metadata());
    }

    /** Anybody's job; who did it and why stands with the event. */
    @PostMapping("/admin/jobs/{id}/cancel")
    CancelBody cancel(Caller caller, @PathVariable String id, @RequestBody CancelRequest body) {
        String reason = Texts.required("/reason", body.reason(), REASON_CHARACTERS_MAX);
        JobReader.Found found = jobs.required(id);
        Map<String, String> metadata = caller.metadata(found.owner(), caller.requestId());
        metadata.put(Metadata.REASON, texts.seal(found.owner(), reason).sealed());
        return cancel(found.jobId(), CancelledBy.ADMINISTRATOR, metadata);
    }

    private CancelBody cancel(JobId job, CancelledBy by, Map<String, String> metadata) {
        var outcome = submission.send(new CancelJob(job, by, clock.instant()), metadata, JobAnswer.class);
        JobAnswer answer = outcome.result();
        meters.count(answer);
        return views.cancel(job, word(answer), answer.after(), outcome.position());
    }

    private static String word(JobAnswer answer) {
        return switch (answer.decision()) {
            case Decision.Refused<JobEvent, JobRefusal> _ -> "too_late";
            case Decision.Decided<JobEvent, JobRefusal> _ ->
                answer.after() instanceof Job.Cancelled ? "cancelled" : "requested";
        };
    }

    @PostMapping("/api/jobs/{id}/deliveries")
    DeliveryBody delivered(Caller caller, @PathVariable String id, @RequestBody DeliveryRequest body) {
        if (!caller.is(Role.SERVICE)) {
            throw ProblemException.of(ErrorCode.FORBIDDEN);
        }
        JobReader.Found found = jobs.owned(id, caller.person());
        String channel = Texts.required("/channel", body.channel(), CHANNEL_CHARACTERS_MAX);
        String message = Texts.required("/message", body.message(), MESSAGE_CHARACTERS_MAX);
        var outcome = submission.send(
                new RecordDelivery(found.jobId(), channel, message, clock.instant()),
                caller.metadata(),
                JobAnswer.class);
        outcome.result().decision().orThrow(JobRefusedException::new);
        return new DeliveryBody(found.jobId().toString(), outcome.appended(), LogPosition.encode(outcome.position()));
    }
}
