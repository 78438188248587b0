package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCancelRequested;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every job's end against its money. A job is remembered until it has ended and its hold is settled; whatever then
 * still touches its money has no open hold, and is found by that.
 */
final class JobBook {
    /** So many of the jobs that ended last can be compared with what people read. */
    static final int ENDED_KEPT_MAX = 10_000;

    private static final String PREFIX = "job-";

    private final Map<JobId, OpenJob> open = new HashMap<>();
    private final Map<JobId, AuditedJob> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, AuditedJob> eldest) {
            return size() > ENDED_KEPT_MAX;
        }
    };
    private final Set<JobId> refunded = new HashSet<>();
    private final Map<JobState, Long> states = new EnumMap<>(JobState.class);
    private final Findings findings;
    private final Captures captures;

    JobBook(Findings findings, Captures captures) {
        this.findings = findings;
        this.captures = captures;
    }

    void read(Entry entry, AccountEvent event) {
        switch (event) {
            case AccountOpened _, AccountClosed _, BalanceCredited _ -> {}
            case BalanceReserved e -> hold(entry, e);
            case BalanceCaptured e ->
                settle(entry, e.jobId(), e.amount().amount(), e.released().amount());
            case BalanceRefunded e -> {
                switch (e.from()) {
                    case RESERVED -> settle(entry, e.jobId(), 0, e.amount().amount());
                    case CAPTURED -> refund(entry, e);
                }
            }
        }
    }

    private void hold(Entry entry, BalanceReserved event) {
        OpenJob job = open.computeIfAbsent(event.jobId(), unseen -> new OpenJob(entry.recordedAt()));
        job.position = entry.position();
        if (job.hold != null) {
            findings.add(Rule.HELD_ONCE, entry, "one hold for " + event.jobId(), job.hold + " and " + event.amount());
            return;
        }
        job.hold = event.amount().amount();
        job.holder = event.accountId();
        matches(entry, event.jobId(), job);
    }

    private void settle(Entry entry, JobId id, long captured, long released) {
        OpenJob job = open.get(id);
        if (job == null || job.hold == null || job.paid != null) {
            findings.add(
                    Rule.SETTLED_ONCE,
                    entry,
                    "an open hold for " + id,
                    "none, and %d captured, %d released".formatted(captured, released));
            return;
        }
        job.position = entry.position();
        job.paid = captured;
        long settled = Math.addExact(captured, released);
        if (settled != job.hold) {
            findings.add(
                    Rule.SETTLED_WHOLE,
                    entry,
                    job.hold + " for " + id,
                    captured + " captured, " + released + " released");
        }
        if (job.owed == null) {
            findings.add(Rule.SETTLED_AFTER_END, entry, id + " has ended", "it is " + job.state.word());
        }
        closeIfDone(entry, id, job);
    }

    private void refund(Entry entry, BalanceRefunded event) {
        JobId id = event.jobId();
        OptionalLong captured = captures.captured(event.accountId(), id, entry.position());
        if (captured.isEmpty() || captured.getAsLong() != event.amount().amount()) {
            findings.add(
                    Rule.REFUND_OF_CAPTURE,
                    entry,
                    (captured.isEmpty() ? "nothing" : captured.getAsLong()) + " for " + id,
                    event.amount() + " refunded");
        }
        if (!refunded.add(id)) {
            findings.add(Rule.REFUNDED_ONCE, entry, "one refund for " + id, "another of " + event.amount());
        }
    }

    void read(Entry entry, JobEvent event) {
        JobId id = event.jobId();
        if (event instanceof JobCreated created) {
            create(entry, created);
            return;
        }
        OpenJob job = counted(entry, id);
        switch (event) {
            case JobCreated _ -> {}
            case JobQueued _ -> move(entry, id, job, JobState.QUEUED);
            case JobStarted _ -> move(entry, id, job, JobState.RUNNING);
            case JobRetryScheduled _ -> move(entry, id, job, JobState.WAITING_FOR_RETRY);
            case JobAttemptFailed _, JobCancelRequested _ -> move(entry, id, job, job == null ? null : job.state);
            case JobSucceeded _ -> end(entry, id, job, JobState.SUCCEEDED, job == null ? null : job.price);
            case JobFailed _ -> end(entry, id, job, JobState.FAILED, 0L);
            case JobCancelled e ->
                end(entry, id, job, JobState.CANCELLED, e.charge().amount());
            case LateResultRecorded _, ResultDelivered _ -> {}
        }
    }

    private void create(Entry entry, JobCreated event) {
        JobId id = event.jobId();
        OpenJob job = open.computeIfAbsent(id, unseen -> new OpenJob(entry.recordedAt()));
        if (entry.sequence() != 0 || job.isCreated()) {
            findings.add(Rule.CREATED_ONCE, entry, "created at sequence 0, once", "sequence " + entry.sequence());
            job.events = entry.sequence() + 1;
            return;
        }
        job.position = entry.position();
        job.events = 1;
        job.price = event.price().amount();
        job.payer = event.accountId();
        states.merge(job.state, 1L, Long::sum);
        matches(entry, id, job);
    }

    private void matches(Entry entry, JobId id, OpenJob job) {
        if (job.hold == null || job.price == null) {
            return;
        }
        if (!job.hold.equals(job.price) || !Objects.equals(job.holder, job.payer)) {
            findings.add(
                    Rule.HELD_IS_PRICE,
                    entry,
                    "%d of %s for %s".formatted(job.price, job.payer, id),
                    "%d of %s".formatted(job.hold, job.holder));
        }
    }

    /** Null for a job that is closed, or was never created. */
    private @Nullable OpenJob counted(Entry entry, JobId id) {
        AuditedJob last = ended.get(id);
        if (last != null) {
            ended.put(id, new AuditedJob(id, entry.sequence() + 1, last.state(), last.since()));
        }
        OpenJob job = open.get(id);
        if (job == null || !job.isCreated()) {
            return null;
        }
        if (entry.sequence() != job.events) {
            findings.add(Rule.STREAM_WHOLE, entry, "sequence " + job.events, "sequence " + entry.sequence());
        }
        job.events = entry.sequence() + 1;
        job.position = entry.position();
        return job;
    }

    private void move(Entry entry, JobId id, @Nullable OpenJob job, @Nullable JobState next) {
        if (job == null || next == null || job.owed != null) {
            findings.add(Rule.ENDS_ONCE, entry, id + " was created and has not ended", "it goes on");
            return;
        }
        states.merge(job.state, -1L, Long::sum);
        states.merge(next, 1L, Long::sum);
        job.state = next;
    }

    private void end(Entry entry, JobId id, @Nullable OpenJob job, JobState how, @Nullable Long owed) {
        if (job == null || owed == null || job.owed != null) {
            findings.add(Rule.ENDS_ONCE, entry, id + " was created and has not ended", "it ends as " + how.word());
            return;
        }
        move(entry, id, job, how);
        job.owed = owed;
        job.endedAt = entry.recordedAt();
        ended.put(id, new AuditedJob(id, job.events, how, job.since));
        closeIfDone(entry, id, job);
    }

    private void closeIfDone(Entry entry, JobId id, OpenJob job) {
        if (!job.isDone()) {
            return;
        }
        if (!Objects.equals(job.paid, job.owed)) {
            findings.add(
                    Rule.CHARGE_OF_END,
                    entry,
                    "%d for %s, which is %s".formatted(job.owed, id, job.state.word()),
                    job.paid + " captured");
        }
        open.remove(id);
    }

    /** An event that nobody can read counts in its stream. */
    void readUnreadable(Entry entry) {
        if (entry.stream().startsWith(PREFIX)) {
            counted(entry, JobId.parse(entry.stream()));
        }
    }

    Map<JobId, OpenJob> open() {
        return open;
    }

    long inState(JobState state) {
        return states.getOrDefault(state, 0L);
    }

    Stream<AuditedJob> live() {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().isCreated() && entry.getValue().owed == null)
                .map(entry -> new AuditedJob(
                        entry.getKey(), entry.getValue().events, entry.getValue().state, entry.getValue().since));
    }

    Stream<AuditedJob> endedOfLate() {
        return ended.values().stream();
    }
}
