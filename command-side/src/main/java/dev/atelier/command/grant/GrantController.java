package dev.atelier.command.grant;

import dev.atelier.command.account.Balances;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.grant.Treasurer.Moved;
import dev.atelier.command.job.JobReader;
import dev.atelier.command.request.IdempotencyKey;
import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.GrantCommand.IssueGrant;
import dev.atelier.contracts.account.GrantCommand.IssueRefund;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** For administrators: give credits, or give back what a job cost. Never without a reason, which is kept sealed. */
@RestController
class GrantController {
    private static final int REASON_CHARACTERS_MAX = 500;
    private static final long CREDITS_MAX = 1_000_000_000;

    record GrantRequest(@Nullable Long amount, @Nullable String reason) {}

    record RefundRequest(@Nullable String reason) {}

    /** @param balance what the person can spend now */
    record MovementAnswer(String id, String accountId, long amount, long balance, String logPosition) {}

    private final Submission submission;
    private final PersonalTexts texts;
    private final JobReader jobs;
    private final Balances balances;

    GrantController(Submission submission, PersonalTexts texts, JobReader jobs, Balances balances) {
        this.submission = submission;
        this.texts = texts;
        this.jobs = jobs;
        this.balances = balances;
    }

    @PostMapping("/admin/accounts/{id}/grants")
    ResponseEntity<MovementAnswer> grant(
            Caller caller,
            @PathVariable String id,
            @RequestBody GrantRequest body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String keyHeader) {
        AccountId account = opened(id);
        String reason = Texts.required("/reason", body.reason(), REASON_CHARACTERS_MAX);
        Credits amount = amount(body.amount());
        GrantId grant = IdempotencyKey.parse(keyHeader)
                .map(key -> GrantId.of(account, key.value()))
                .orElseGet(() -> new GrantId(UUID.randomUUID()));
        UserId owner = new UserId(account.value());
        Submission.Outcome<Moved> outcome = submission.send(
                new IssueGrant(grant, account, amount, texts.seal(owner, reason)),
                caller.metadata(owner, caller.requestId()),
                Moved.class);
        requireSame(outcome.result().event(), owner, amount, reason);
        return answer(outcome);
    }

    @PostMapping("/admin/jobs/{id}/refund")
    ResponseEntity<MovementAnswer> refund(Caller caller, @PathVariable String id, @RequestBody RefundRequest body) {
        String reason = Texts.required("/reason", body.reason(), REASON_CHARACTERS_MAX);
        JobReader.Found job = jobs.required(id);
        UserId owner = job.owner();
        JobId jobId = job.jobId();
        PersonalText sealed = texts.seal(owner, reason);
        return answer(submission.send(
                new IssueRefund(RefundId.of(jobId), AccountId.of(owner), jobId, sealed),
                caller.metadata(owner, caller.requestId()),
                Moved.class));
    }

    /** Where nothing was moved now, the account was perhaps read before somebody else moved it: it is read again. */
    private ResponseEntity<MovementAnswer> answer(Submission.Outcome<Moved> outcome) {
        GrantEvent event = outcome.result().event();
        Account account = outcome.appended() ? outcome.result().account() : balances.of(event.accountId());
        MovementAnswer body = switch (event) {
            case GrantIssued e -> answer(e.grantId(), e, e.amount(), account, outcome.position());
            case RefundIssued e -> answer(e.refundId(), e, e.amount(), account, outcome.position());
        };
        return outcome.appended()
                ? ResponseEntity.status(HttpStatus.CREATED).body(body)
                : ResponseEntity.ok().header(IdempotencyKey.REPLAYED, "true").body(body);
    }

    private static MovementAnswer answer(Object id, GrantEvent event, Credits amount, Account account, long position) {
        return new MovementAnswer(
                id.toString(),
                event.accountId().toString(),
                amount.amount(),
                account.balance().amount(),
                LogPosition.encode(position));
    }

    /** The same key with other words is somebody's mistake, and not a grant. */
    private void requireSame(GrantEvent issued, UserId owner, Credits amount, String reason) {
        boolean same = issued instanceof GrantIssued grant
                && grant.amount().equals(amount)
                && texts.unseal(owner, grant.reason()).filter(reason::equals).isPresent();
        if (!same) {
            throw ProblemException.of(ErrorCode.KEY_REUSED);
        }
    }

    private static Credits amount(@Nullable Long amount) {
        if (amount == null || amount < 1 || amount > CREDITS_MAX) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(
                            "/amount",
                            "A whole number from 1 to %d.".formatted(CREDITS_MAX),
                            "Целое число от 1 до %d.".formatted(CREDITS_MAX));
        }
        return Credits.of(amount);
    }

    /** Nothing is sealed for somebody who is not there: that would leave a key behind. */
    private AccountId opened(String id) {
        try {
            AccountId account = AccountId.parse(id);
            return switch (balances.of(account)) {
                case Account.Open _, Account.Closed _ -> account;
                case Account.NotOpened _ -> throw ProblemException.of(ErrorCode.NOT_FOUND);
            };
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(ErrorCode.NOT_FOUND);
        }
    }
}
