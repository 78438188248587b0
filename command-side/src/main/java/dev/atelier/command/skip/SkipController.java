package dev.atelier.command.skip;

import dev.atelier.command.request.IdempotencyKey;
import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.log.SkipEvent;
import dev.atelier.contracts.log.SkipId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * For administrators: lets a processor that stopped at an event which it cannot read go on without it. Position and
 * id have to be those that its readiness names, so that no other event is meant by mistake. A skip of an event that
 * can be read changes nothing.
 */
@RestController
class SkipController {
    private static final String PROCESSORS =
            Stream.of(Processor.values()).map(Processor::word).collect(Collectors.joining(", "));

    private static final int REASON_CHARACTERS_MAX = 500;

    record SkipRequest(
            @Nullable String processor,
            @Nullable Long position,
            @Nullable String eventId,
            @Nullable String reason) {}

    /** @param logPosition of the skip itself */
    record SkipAnswer(String id, String processor, long position, String eventId, String reason, String logPosition) {}

    private final Submission submission;
    private final LogReader log;

    SkipController(Submission submission, LogReader log) {
        this.submission = submission;
        this.log = log;
    }

    @PostMapping("/admin/log/skips")
    ResponseEntity<SkipAnswer> skip(Caller caller, @RequestBody SkipRequest body) {
        Processor processor = Optional.ofNullable(body.processor())
                .flatMap(Processor::ofWord)
                .orElseThrow(
                        () -> malformed("/processor", "One of " + PROCESSORS + ".", "Одно из " + PROCESSORS + "."));
        UUID event = event(body.eventId());
        String reason = Texts.required("/reason", body.reason(), REASON_CHARACTERS_MAX);
        long position = Optional.ofNullable(body.position())
                .filter(given -> log.eventIdAt(given).equals(Optional.of(event.toString())))
                .orElseThrow(() -> malformed(
                        "/position",
                        "The event of that id is not at this position of the log.",
                        "На этой позиции журнала нет события с таким идентификатором."));
        return answer(submission.send(
                new SkipEvent(processor, event, position, reason),
                Map.of(Metadata.ACTOR, caller.actor(), Metadata.CAUSE, caller.requestId()),
                EventSkipped.class));
    }

    private static ResponseEntity<SkipAnswer> answer(Submission.Outcome<EventSkipped> outcome) {
        EventSkipped skipped = outcome.result();
        SkipAnswer body = new SkipAnswer(
                new SkipId(skipped.processor(), skipped.eventId()).toString(),
                skipped.processor().word(),
                skipped.position(),
                skipped.eventId().toString(),
                skipped.reason(),
                LogPosition.encode(outcome.position()));
        return outcome.appended()
                ? ResponseEntity.status(HttpStatus.CREATED).body(body)
                : ResponseEntity.ok().header(IdempotencyKey.REPLAYED, "true").body(body);
    }

    private static UUID event(@Nullable String id) {
        try {
            return UUID.fromString(String.valueOf(id));
        } catch (IllegalArgumentException e) {
            throw malformed("/eventId", "This has to be an event's id.", "Ожидается идентификатор события.");
        }
    }

    private static ProblemException malformed(String pointer, String english, String russian) {
        return ProblemException.of(ErrorCode.MALFORMED).error(pointer, english, russian);
    }
}
