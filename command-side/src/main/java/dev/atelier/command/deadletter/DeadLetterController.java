package dev.atelier.command.deadletter;

import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.log.DeadLetterSettled;
import dev.atelier.contracts.log.DeadLetterSettled.Verdict;
import dev.atelier.contracts.log.LetterId;
import dev.atelier.contracts.log.SettleDeadLetter;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: which messages died of what, and what becomes of them. What they say is never shown. */
@RestController
class DeadLetterController {
    private static final int REASON_CHARACTERS_MAX = 500;
    private static final int LETTERS_MAX = 100;

    /** @param money whether credits do not move for as long as it lies there */
    record LetterBody(
            String id,
            String messageId,
            String type,
            String queue,
            String reason,
            boolean money,
            Instant since,
            long ageSeconds) {}

    /** @param waiting how many there are in all; those beyond the first hundred come with the next request */
    record LettersBody(List<LetterBody> letters, long waiting) {}

    record SettleRequest(@Nullable String reason) {}

    record SettledBody(String id, String verdict, String queue, String type) {}

    private final DeadLetterQueue queue;
    private final Submission submission;
    private final AdminReads reads;
    private final Clock clock;

    DeadLetterController(DeadLetterQueue queue, Submission submission, AdminReads reads, Clock clock) {
        this.queue = queue;
        this.submission = submission;
        this.reads = reads;
        this.clock = clock;
    }

    @GetMapping("/admin/dead-letters")
    LettersBody letters(Caller caller) {
        reads.read(caller, "dead letters");
        DeadLetterQueue.Page page = queue.look(LETTERS_MAX);
        Instant now = clock.instant();
        return new LettersBody(
                page.letters().stream().map(letter -> body(letter, now)).toList(), page.waiting());
    }

    private static LetterBody body(DeadLetter letter, Instant now) {
        return new LetterBody(
                letter.id().toString(),
                letter.messageId(),
                letter.type(),
                letter.queue(),
                letter.reason(),
                DeadLetter.isAboutMoney(letter.type()),
                letter.since(),
                Math.max(0, Duration.between(letter.since(), now).toSeconds()));
    }

    @PostMapping("/admin/dead-letters/{id}/requeue")
    SettledBody requeue(Caller caller, @PathVariable String id, @RequestBody SettleRequest body) {
        return settle(caller, id, body, Verdict.REQUEUED);
    }

    @PostMapping("/admin/dead-letters/{id}/discard")
    SettledBody discard(Caller caller, @PathVariable String id, @RequestBody SettleRequest body) {
        return settle(caller, id, body, Verdict.DISCARDED);
    }

    /** The decision is in the log before it is carried out, so that no letter goes without a trace. */
    private SettledBody settle(Caller caller, String id, SettleRequest body, Verdict verdict) {
        String reason = Texts.required("/reason", body.reason(), REASON_CHARACTERS_MAX);
        Map<String, String> metadata = Map.of(Metadata.ACTOR, caller.actor(), Metadata.CAUSE, caller.requestId());
        DeadLetter settled = queue.take(parse(id), (letter, message) -> {
                    DeadLetterSettled decision = new DeadLetterSettled(
                            letter.id(), verdict, letter.queue(), letter.type(), letter.messageId(), reason);
                    submission.send(new SettleDeadLetter(decision), metadata, DeadLetterSettled.class);
                    switch (verdict) {
                        case REQUEUED -> queue.revive(letter, message);
                        case DISCARDED -> {}
                    }
                })
                .orElseThrow(() -> ProblemException.of(ErrorCode.NOT_FOUND));
        return new SettledBody(settled.id().toString(), verdict.name(), settled.queue(), settled.type());
    }

    private static LetterId parse(String id) {
        try {
            return LetterId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(ErrorCode.NOT_FOUND);
        }
    }
}
