package dev.atelier.command.simulation;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountDecider;
import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobDecider;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.command.job.domain.RetryPolicy;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.contracts.job.JobEvent;
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
import java.util.Random;
import java.util.UUID;

/**
 * The real deciders among imagined people, workers and an orchestrator. Every message is delivered at some time, some
 * twice, in any order; workers crash, report late and answer what nobody asked.
 */
final class Workshop {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int PEOPLE = 3;

    private final Random chance;
    private final List<Object> log = new ArrayList<>();
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();
    /** What is under way; taken out in any order. */
    private final List<Runnable> messages = new ArrayList<>();

    Workshop(long seed) {
        chance = new Random(seed);
    }

    List<Object> log() {
        return log;
    }

    int jobs() {
        return jobs.size();
    }

    void live() {
        for (int person = 1; person <= PEOPLE; person++) {
            UserId user = new UserId(new UUID(1, person));
            AccountId account = AccountId.of(user);
            handle(new OpenAccount(account, user));
            handle(new CreditBalance(account, Credits.of(chance.nextInt(30)), new CreditCause.Welcome()));
        }
        int wishes = 1 + chance.nextInt(12);
        for (int wish = 1; wish <= wishes; wish++) {
            CreateJob command = wish(new JobId(new UUID(2, wish)));
            send(() -> create(command));
        }
        while (!messages.isEmpty()) {
            messages.remove(chance.nextInt(messages.size())).run();
        }
    }

    private CreateJob wish(JobId job) {
        UserId user = new UserId(new UUID(1, 1 + chance.nextInt(PEOPLE)));
        return new CreateJob(
                job,
                user,
                AccountId.of(user),
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                Credits.of(chance.nextInt(9)),
                LIMIT,
                Duration.ofHours(1),
                "f",
                null,
                null,
                NOON);
    }

    /** One unit of work: the price is held and the job created, or neither. */
    private void create(CreateJob command) {
        if (jobs.containsKey(command.jobId())) {
            return;
        }
        ReserveBalance hold = new ReserveBalance(command.accountId(), command.jobId(), command.price(), 4);
        switch (handle(hold)) {
            case Decision.Decided<AccountEvent, AccountRefusal> _ -> handle(command);
            case Decision.Refused<AccountEvent, AccountRefusal> _ -> {}
        }
    }

    private Decision<AccountEvent, AccountRefusal> handle(AccountCommand command) {
        Account account = accounts.getOrDefault(command.accountId(), new Account.NotOpened());
        Decision<AccountEvent, AccountRefusal> decision = AccountDecider.decide(command, account);
        for (AccountEvent event : decision.events()) {
            account = account.evolve(event);
            log.add(event);
        }
        accounts.put(command.accountId(), account);
        return decision;
    }

    private Decision<JobEvent, JobRefusal> handle(JobCommand command) {
        Job job = jobs.getOrDefault(command.jobId(), new Job.NotCreated());
        Decision<JobEvent, JobRefusal> decision = JobDecider.decide(command, job, RetryPolicy.DEFAULT);
        for (JobEvent event : decision.events()) {
            job = job.evolve(event);
            log.add(event);
            react(event);
        }
        jobs.put(command.jobId(), job);
        return decision;
    }

    /** The orchestrator, reduced to what it sends. */
    private void react(JobEvent event) {
        JobId id = event.jobId();
        switch (event) {
            case JobEvent.JobCreated e -> {
                if (chance.nextInt(4) == 0) {
                    send(() -> handle(new CancelJob(id, CancelledBy.OWNER, NOON)));
                }
                if (chance.nextInt(8) == 0) {
                    send(() -> handle(new JobCommand.ExpireJob(id, NOON)));
                }
            }
            case JobEvent.JobQueued e -> send(() -> claim(id, e.attempt()));
            case JobEvent.JobStarted e -> send(() -> lost(id, e.attempt()));
            case JobEvent.JobRetryScheduled e -> send(() -> handle(new QueueJob(id, e.nextAttempt())));
            case JobEvent.JobCancelRequested e ->
                send(() ->
                        handle(new RecordCancellation(id, e.attempt(), Duration.ofSeconds(chance.nextInt(200)), NOON)));
            case JobEvent.JobSucceeded e -> settle(id, true);
            case JobEvent.JobFailed e -> settle(id, false);
            case JobEvent.JobCancelled e -> settleCancelled(e);
            case JobEvent.JobAttemptFailed _, JobEvent.LateResultRecorded _, JobEvent.ResultDelivered _ -> {}
        }
    }

    /** A worker that claims, and then reports what it likes, perhaps more than it should. */
    private void claim(JobId id, int attempt) {
        String run = "run-" + chance.nextInt(2);
        switch (handle(new StartAttempt(id, attempt, "worker", run, NOON))) {
            case Decision.Refused<JobEvent, JobRefusal> _ -> {}
            case Decision.Decided<JobEvent, JobRefusal> _ -> {
                int reports = chance.nextInt(3);
                for (int i = 0; i < reports; i++) {
                    JobCommand report = report(id, attempt);
                    send(() -> handle(report));
                }
            }
        }
    }

    private JobCommand report(JobId id, int attempt) {
        FailureReason[] reasons = FailureReason.values();
        return switch (chance.nextInt(5)) {
            case 0 -> new RecordSuccess(id, attempt, List.of(), NOON);
            case 1, 2 -> new RecordSuccess(id, attempt, List.of(artifact(id, attempt)), NOON);
            default ->
                new RecordFailure(
                        id, attempt, reasons[chance.nextInt(reasons.length)], null, NOON, chance.nextDouble());
        };
    }

    /** Silence is noticed in the end. */
    private void lost(JobId id, int attempt) {
        handle(new RecordFailure(id, attempt, FailureReason.ATTEMPT_LOST, null, NOON, 0));
    }

    private void settle(JobId id, boolean succeeded) {
        send(() -> {
            switch (jobs.getOrDefault(id, new Job.NotCreated())) {
                case Job.Ended ended
                when succeeded ->
                    handle(new CaptureBalance(
                            ended.terms().accountId(), id, ended.terms().price()));
                case Job.Ended ended ->
                    handle(new RefundBalance(ended.terms().accountId(), id, RefundReason.JOB_FAILED));
                case Job.Live _, Job.NotCreated _ ->
                    throw new IllegalStateException(id + " was settled before its end");
            }
        });
    }

    private void settleCancelled(JobEvent.JobCancelled event) {
        send(() -> {
            if (jobs.getOrDefault(event.jobId(), new Job.NotCreated()) instanceof Job.Ended ended) {
                AccountId account = ended.terms().accountId();
                handle(
                        event.charge().isZero()
                                ? new RefundBalance(account, event.jobId(), RefundReason.JOB_CANCELLED)
                                : new CaptureBalance(account, event.jobId(), event.charge()));
            }
        });
    }

    private static Artifact artifact(JobId id, int attempt) {
        return new Artifact("results/" + id + "/" + attempt + "/a.png", "image/png", 1, "00", 1, 1);
    }

    /** Delivered at least once. */
    private void send(Runnable message) {
        int copies = 1 + (chance.nextInt(3) == 0 ? 1 : 0);
        for (int i = 0; i < copies; i++) {
            messages.add(message);
        }
    }
}
