package dev.atelier.query.audit;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobId;
import dev.atelier.query.reading.Ids;
import dev.atelier.query.statement.StatementAnswers;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened, as the log has it, to any moment. For administrators; every read is noted. */
@RestController
final class AuditController {
    private final Timelines timelines;
    private final Accounts accounts;
    private final AdminReads reads;

    AuditController(Timelines timelines, Accounts accounts, AdminReads reads) {
        this.timelines = timelines;
        this.accounts = accounts;
        this.reads = reads;
    }

    /**
     * An account with its movements in the words of a statement.
     *
     * @param skipped events of the account that count and moved nothing, because nobody could read them
     */
    record AccountAnswer(
            String id,
            long events,
            long position,
            long available,
            long held,
            List<Accounts.Reservation> reservations,
            List<StatementAnswers.Movement> movements,
            List<Timelines.Entry> skipped) {
        static AccountAnswer of(Accounts.Account account) {
            return new AccountAnswer(
                    account.id(),
                    account.events(),
                    account.position(),
                    account.available(),
                    account.held(),
                    account.reservations(),
                    account.lines().stream()
                            .map(line -> StatementAnswers.movement(line, null))
                            .toList(),
                    account.skipped());
        }
    }

    @GetMapping("/admin/jobs/{id}/timeline")
    ResponseEntity<Timelines.Timeline> timeline(
            @PathVariable String id, @RequestParam @Nullable String at, Caller caller) {
        JobId job = Ids.parse(JobId::parse, id);
        Instant until = moment(at);
        reads.read(caller, "the timeline of " + job);
        return noStore(timelines.of(job, until).orElseThrow(Ids::unknown));
    }

    @GetMapping("/admin/accounts/{id}")
    ResponseEntity<AccountAnswer> account(@PathVariable String id, @RequestParam @Nullable String at, Caller caller) {
        AccountId account = Ids.parse(AccountId::parse, id);
        Instant until = moment(at);
        reads.read(caller, account.toString());
        return noStore(accounts.of(account, until).map(AccountAnswer::of).orElseThrow(Ids::unknown));
    }

    private static <T> ResponseEntity<T> noStore(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static Instant moment(@Nullable String at) {
        try {
            return at == null ? Instant.MAX : OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.of(ErrorCode.MALFORMED, e)
                    .error("/at", "This has to be a time (RFC 3339).", "Ожидается время (RFC 3339).");
        }
    }
}
