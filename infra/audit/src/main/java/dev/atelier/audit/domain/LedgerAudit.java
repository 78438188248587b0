package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the log in its order, from the beginning, and says what does not hold. It remembers every account, every job
 * until it is settled, and every refund of a captured price. For one thread.
 */
public final class LedgerAudit {
    private static final int OLDEST_SHOWN = 20;

    private final Findings findings = new Findings();
    private final AccountBook accounts = new AccountBook(findings);
    private final JobBook jobs;
    private long position;
    private long events;
    private Instant recordedAt = Instant.MIN;

    /** @param captures looks back into the same log */
    public LedgerAudit(Captures captures) {
        jobs = new JobBook(findings, captures);
    }

    /** One more entry. */
    public void read(Entry entry) {
        if (entry.position() <= position || entry.recordedAt().isBefore(recordedAt)) {
            findings.add(
                    Rule.LOG_ORDER,
                    entry,
                    "after position %d, not before %s".formatted(position, recordedAt),
                    "position %d at %s".formatted(entry.position(), entry.recordedAt()));
        }
        position = entry.position();
        recordedAt = entry.recordedAt();
        events++;
        switch (entry.event()) {
            case null -> {
                findings.add(Rule.READABLE, entry, "an event of the contracts", "nobody can read it");
                accounts.readUnreadable(entry);
                jobs.readUnreadable(entry);
            }
            case AccountEvent event -> {
                accounts.read(entry, event);
                jobs.read(entry, event);
            }
            case JobEvent event -> jobs.read(entry, event);
            default -> {}
        }
    }

    /** The position of the newest entry; 0 before the first. */
    public long position() {
        return position;
    }

    /** What the log proves so far; more may be read afterwards. */
    public LedgerReport report(Instant now, AuditLimits limits) {
        Findings all = findings.copy();
        jobs.open().forEach((id, job) -> judge(id, job, now, limits, all));
        Map<JobState, Long> states = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            states.put(state, jobs.inState(state));
        }
        List<AuditedJob> oldest = jobs.live()
                .sorted(Comparator.comparing(AuditedJob::since))
                .limit(OLDEST_SHOWN)
                .toList();
        return new LedgerReport(
                position, events, accounts.size(), accounts.totals(), states, settling(now, limits), oldest, all);
    }

    private long settling(Instant now, AuditLimits limits) {
        return jobs.open().values().stream()
                .filter(job -> isSettling(job, now, limits))
                .count();
    }

    private static boolean isSettling(OpenJob job, Instant now, AuditLimits limits) {
        return job.endedAt != null
                && !Duration.between(job.endedAt, now).minus(limits.settling()).isPositive();
    }

    private static void judge(JobId id, OpenJob job, Instant now, AuditLimits limits, Findings all) {
        if (!job.isCreated()) {
            all.add(new Finding(Rule.HOLD_HAS_JOB, id.toString(), job.position, "it was created", job.hold + " held"));
        } else if (job.hold == null) {
            all.add(new Finding(Rule.JOB_HAS_HOLD, id.toString(), job.position, job.price + " held", "nothing held"));
        } else if (job.endedAt != null && !isSettling(job, now, limits)) {
            all.add(new Finding(
                    Rule.SETTLED_AT_ALL,
                    id.toString(),
                    job.position,
                    "%d captured of %d held".formatted(job.owed, job.hold),
                    "still held, %s since %s".formatted(job.state.word(), job.endedAt)));
        } else if (job.endedAt == null && Duration.between(job.since, now).compareTo(limits.living()) > 0) {
            all.add(new Finding(
                    Rule.NOT_STUCK,
                    id.toString(),
                    job.position,
                    "an end within " + limits.living(),
                    "%s since %s".formatted(job.state.word(), job.since)));
        }
    }

    /** Every account, as its events make it. */
    public Stream<AuditedAccount> accounts() {
        return accounts.accounts();
    }

    /** Jobs that have not ended. */
    public Stream<AuditedJob> liveJobs() {
        return jobs.live();
    }

    /** The 10,000 jobs that ended last. */
    public Stream<AuditedJob> endedJobs() {
        return jobs.endedOfLate();
    }
}
