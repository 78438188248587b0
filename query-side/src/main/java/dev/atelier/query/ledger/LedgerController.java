package dev.atelier.query.ledger;

import dev.atelier.query.ledger.LedgerAudits.Answer;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.Languages;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: does everything hold, up to now? */
@RestController
final class LedgerController {
    private static final String ASK_AGAIN_SECONDS = "2";

    private final LedgerAudits audits;
    private final AdminReads reads;
    private final Duration patience;

    LedgerController(LedgerAudits audits, AdminReads reads, Duration patience) {
        this.audits = audits;
        this.reads = reads;
        this.patience = patience;
    }

    /** 200 with the audit; 202 while it takes longer than a request may wait: asking again waits for the same one. */
    @GetMapping("/admin/audit/ledger")
    ResponseEntity<LedgerAnswer> audit(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            Caller caller)
            throws InterruptedException {
        reads.read(caller, "the audit of the ledger");
        String language = Languages.best(languages);
        return switch (audits.ask(patience)) {
            case Answer.Done done ->
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.CONTENT_LANGUAGE, language)
                        .body(LedgerAnswer.done(done.result(), language));
            case Answer.Running running ->
                ResponseEntity.status(HttpStatus.ACCEPTED)
                        .cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN_SECONDS)
                        .body(LedgerAnswer.running(running.startedAt(), running.position()));
        };
    }
}
