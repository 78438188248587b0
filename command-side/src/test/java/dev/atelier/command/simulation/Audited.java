package dev.atelier.command.simulation;

import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.Entry;
import dev.atelier.audit.domain.Finding;
import dev.atelier.audit.domain.LedgerAudit;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The product's auditor over a simulated log, long after its last event: whatever has not ended by then is stuck. */
final class Audited {
    private static final Instant BEGIN = Instant.EPOCH;
    private static final Duration LATER = Duration.ofDays(10);

    private final List<Object> log;
    private final Map<String, Long> sequences = new HashMap<>();

    private Audited(List<Object> log) {
        this.log = log;
    }

    static List<Finding> findings(List<Object> log) {
        return new Audited(log).findings();
    }

    private List<Finding> findings() {
        LedgerAudit audit = new LedgerAudit(this::captured);
        for (int position = 1; position <= log.size(); position++) {
            audit.read(entry(position, log.get(position - 1)));
        }
        return audit.report(BEGIN.plus(LATER), AuditLimits.DEFAULTS).findings().kept();
    }

    private Entry entry(long position, Object event) {
        String stream = switch (event) {
            case AccountEvent e -> e.accountId().toString();
            case JobEvent e -> e.jobId().toString();
            default -> throw new IllegalArgumentException("unknown entry " + event);
        };
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new Entry(position, stream, sequence, BEGIN.plusSeconds(position), event);
    }

    private OptionalLong captured(AccountId account, JobId job, long before) {
        return log.stream()
                .limit(before - 1)
                .filter(event -> event instanceof BalanceCaptured e
                        && e.accountId().equals(account)
                        && e.jobId().equals(job))
                .mapToLong(event -> ((BalanceCaptured) event).amount().amount())
                .findFirst();
    }
}
