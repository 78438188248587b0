package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log that a test tells, a second an event, and its audit. */
final class Tale {
    static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    static final UserId ANNA = new UserId(new UUID(1, 1));
    static final AccountId ACCOUNT = AccountId.of(ANNA);

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final LedgerAudit audit = new LedgerAudit(this::captured);

    static Tale withCredits(long amount) {
        return new Tale()
                .tell(new AccountOpened(ACCOUNT, ANNA))
                .tell(new BalanceCredited(ACCOUNT, Credits.of(amount), new CreditCause.Welcome()));
    }

    static JobId job(int n) {
        return new JobId(new UUID(2, n));
    }

    Tale tell(Object event) {
        String stream = switch (event) {
            case AccountEvent e -> e.accountId().toString();
            case JobEvent e -> e.jobId().toString();
            default -> "other-" + UUID.nameUUIDFromBytes(event.toString().getBytes());
        };
        return tell(stream, event);
    }

    Tale tell(String stream, @Nullable Object event) {
        long position = entries.size() + 1L;
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return tell(new Entry(position, stream, sequence, NOON.plusSeconds(position), event));
    }

    Tale tell(Entry entry) {
        entries.add(entry);
        audit.read(entry);
        return this;
    }

    /** The next event of the stream is lost. */
    Tale lose(String stream) {
        sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return this;
    }

    Tale held(int job) {
        return hold(job, 3);
    }

    Tale hold(int job, long amount) {
        return tell(new BalanceReserved(ACCOUNT, job(job), Credits.of(amount)));
    }

    Tale created(int job) {
        return tell(new JobCreated(
                        job(job),
                        ANNA,
                        ACCOUNT,
                        JobKind.IMAGE,
                        new PresetRef(new PresetName("invert"), 1),
                        "image",
                        Map.of(),
                        List.of(),
                        Credits.of(3),
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        "fingerprint",
                        null,
                        null,
                        NOON))
                .tell(new JobQueued(job(job), 1));
    }

    /** Held, created, queued and started. */
    Tale running(int job) {
        return held(job).created(job).tell(new JobStarted(job(job), 1, "worker-1", "run-1", NOON));
    }

    Tale succeeded(int job, Artifact... artifacts) {
        return tell(new JobSucceeded(job(job), 1, List.of(artifacts), NOON));
    }

    Tale failed(int job) {
        return tell(new JobFailed(job(job), FailureReason.TIMED_OUT, NOON));
    }

    Tale cancelled(int job, long charge) {
        return tell(new JobCancelled(job(job), CancelledBy.OWNER, Credits.of(charge), NOON));
    }

    Tale captured(int job, long amount, long released) {
        return tell(new BalanceCaptured(ACCOUNT, job(job), Credits.of(amount), Credits.of(released)));
    }

    Tale released(int job, long amount) {
        return tell(new BalanceRefunded(ACCOUNT, job(job), Credits.of(amount), From.RESERVED, RefundReason.JOB_FAILED));
    }

    Tale refunded(int job, long amount) {
        return tell(
                new BalanceRefunded(ACCOUNT, job(job), Credits.of(amount), From.CAPTURED, RefundReason.ADMINISTRATOR));
    }

    LedgerAudit audit() {
        return audit;
    }

    /** The report when so much time has passed since noon. */
    LedgerReport after(Duration time) {
        return audit.report(NOON.plus(time), AuditLimits.DEFAULTS);
    }

    List<Rule> broken() {
        return broken(Duration.ofMinutes(1));
    }

    List<Rule> broken(Duration after) {
        return after(after).findings().kept().stream().map(Finding::rule).toList();
    }

    private OptionalLong captured(AccountId account, JobId job, long before) {
        return entries.stream()
                .filter(entry -> entry.position() < before)
                .map(Entry::event)
                .filter(BalanceCaptured.class::isInstance)
                .map(BalanceCaptured.class::cast)
                .filter(event ->
                        event.accountId().equals(account) && event.jobId().equals(job))
                .mapToLong(event -> event.amount().amount())
                .findFirst();
    }
}
