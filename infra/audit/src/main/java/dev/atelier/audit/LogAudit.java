package dev.atelier.audit;

import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.Captures;
import dev.atelier.audit.domain.Entry;
import dev.atelier.audit.domain.LedgerAudit;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The audit of a log in PostgreSQL, page by page in its order. An event that cannot be read does not end it: it is a
 * finding. For one thread; {@link #position()} may be asked by others.
 */
public final class LogAudit implements Captures {
    private static final int PAGE = 2_000;

    private final LogReader log;
    private final Consumer<Entry> follower;
    private final LedgerAudit audit = new LedgerAudit(this);
    private volatile long position;

    public LogAudit(LogReader log) {
        this(log, entry -> {});
    }

    /** @param follower sees every entry too, after the auditor */
    public LogAudit(LogReader log, Consumer<Entry> follower) {
        this.log = log.skipping(unreadable -> true);
        this.follower = follower;
    }

    /** Reads what has come since, up to the head as of now. */
    public LogAudit readOn() {
        long head = log.headPosition();
        while (position < head) {
            for (StoredEvent event : log.read(position, PAGE)) {
                if (event.position() > head) {
                    return this;
                }
                Entry entry = entry(event);
                audit.read(entry);
                follower.accept(entry);
                position = event.position();
            }
        }
        return this;
    }

    /** How far it is. */
    public long position() {
        return position;
    }

    /** What the log proves so far. */
    public LedgerReport report(Instant now, AuditLimits limits) {
        return audit.report(now, limits);
    }

    /** Accounts and jobs as the log has them. */
    public LedgerAudit ledger() {
        return audit;
    }

    private static Entry entry(StoredEvent event) {
        return new Entry(
                event.position(),
                event.stream(),
                event.sequence(),
                event.recordedAt(),
                event.isSkipped() ? null : event.payload());
    }

    @Override
    public OptionalLong captured(AccountId account, JobId job, long beforePosition) {
        long sequence = 0;
        while (true) {
            List<StoredEvent> page = log.stream(account.toString(), sequence, PAGE);
            for (StoredEvent event : page) {
                if (event.position() >= beforePosition) {
                    return OptionalLong.empty();
                }
                if (event.payload() instanceof BalanceCaptured captured
                        && captured.jobId().equals(job)) {
                    return OptionalLong.of(captured.amount().amount());
                }
            }
            if (page.size() < PAGE) {
                return OptionalLong.empty();
            }
            sequence = page.getLast().sequence() + 1;
        }
    }
}
