package dev.atelier.allinone.simulation;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.CreateJob;
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
import dev.atelier.saga.jobfulfilment.domain.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A person with a few jobs in a world where messages come late, twice, in any order or not at all, workers die without
 * a word, and the orchestrator crashes between publishing and committing. After some hours the trouble ends, and the
 * world comes to rest.
 */
final class World {
    private static final Duration TROUBLE = Duration.ofHours(12);
    private static final Duration AFTERWARDS = Duration.ofHours(3);
    private static final Duration ATTEMPT_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LIMIT = Duration.ofHours(1);
    private static final UserId PERSON = new UserId(new UUID(1, 1));
    private static final AccountId ACCOUNT = AccountId.of(PERSON);
    private static final FailureReason[] REASONS = FailureReason.values();

    private record Attempt(JobId job, int number) {}

    private final VirtualTime time;
    private final CommandSide commandSide;
    private final Orchestrator orchestrator;
    /** The run of each attempt that a worker is at. */
    private final Map<Attempt, String> alive = new HashMap<>();
    /** Everything that arrived at least once. */
    private final List<Runnable> delivered = new ArrayList<>();

    private boolean isTroubled = true;

    World(long seed) {
        time = new VirtualTime(seed);
        commandSide = new CommandSide(time);
        orchestrator = new Orchestrator(time, commandSide, this::transport);
    }

    List<CommandSide.Stored> log() {
        return commandSide.log();
    }

    /** Whether everybody has done what they had to, and waits for nothing. */
    boolean isQuiet() {
        return orchestrator.isQuiet();
    }

    void live() {
        commandSide.handle(new OpenAccount(ACCOUNT, PERSON));
        Credits welcome = Credits.of(time.random().nextInt(30));
        commandSide.handle(new CreditBalance(ACCOUNT, welcome, new CreditCause.Welcome()));
        int wishes = 1 + time.random().nextInt(4);
        for (int wish = 1; wish <= wishes; wish++) {
            order(new JobId(new UUID(2, wish)));
        }
        keepGoing();
        time.runUntil(VirtualTime.NOON.plus(TROUBLE));
        isTroubled = false;
        time.runUntil(VirtualTime.NOON.plus(TROUBLE).plus(AFTERWARDS));
    }

    /** Says once more, in another order, everything that was ever heard. */
    void sayEverythingAgain() {
        List<Runnable> again = new ArrayList<>(delivered);
        while (!again.isEmpty()) {
            again.remove(time.random().nextInt(again.size())).run();
        }
    }

    private void order(JobId job) {
        Duration when = time.within(Duration.ofMinutes(5));
        CreateJob create = new CreateJob(
                job,
                PERSON,
                ACCOUNT,
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                Credits.of(time.random().nextInt(10)),
                ATTEMPT_LIMIT,
                START_LIMIT,
                "fingerprint",
                null,
                null,
                time.now().plus(when));
        int requests = time.chance(0.3) ? 2 : 1;
        for (int request = 0; request < requests; request++) {
            time.after(when.plusSeconds(request), () -> ask(create));
        }
        if (time.chance(0.3)) {
            Instant at = time.now().plus(when);
            Duration later = time.within(Duration.ofMinutes(20));
            CancelJob cancel = new CancelJob(job, CancelledBy.OWNER, at.plus(later));
            time.after(when.plus(later), () -> arrive(() -> commandSide.handle(cancel)));
        }
    }

    /** What was refused for want of credits may be accepted when it is asked again, so only what was accepted counts. */
    private void ask(CreateJob create) {
        commandSide.create(create);
        if (!(commandSide.job(create.jobId()) instanceof Job.NotCreated)) {
            delivered.add(() -> commandSide.create(create));
        }
    }

    private void keepGoing() {
        double crash = isTroubled ? 0.2 : 0;
        orchestrator.handleBatch(crash);
        orchestrator.pollTimers(crash);
        time.after(orchestrator.isQuiet() ? Duration.ofMinutes(5) : Duration.ofSeconds(2), this::keepGoing);
    }

    private void transport(Effect effect) {
        switch (effect) {
            case Effect.TellJob tell -> send(() -> commandSide.handle(tell.command()));
            case Effect.TellAccount tell -> send(() -> commandSide.handle(tell.command()));
            case Effect.Order order -> send(() -> claim(new Attempt(order.job().jobId(), order.attempt())));
            case Effect.CancelAttempt cancel -> send(() -> stop(new Attempt(cancel.jobId(), cancel.attempt())));
            case Effect.Start _, Effect.StartAfter _, Effect.Cancel _, Effect.CancelAll _, Effect.End _ ->
                throw new IllegalStateException("not a message: " + effect);
        }
    }

    private void send(Runnable message) {
        if (isTroubled && time.chance(0.1)) {
            return;
        }
        int copies = time.chance(0.2) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            Duration late = Duration.ofSeconds(time.chance(0.1) ? 300 : 3);
            time.after(time.within(late), () -> arrive(message));
        }
    }

    private void arrive(Runnable message) {
        delivered.add(message);
        message.run();
    }

    /** Each delivery of an order begins a run of its own, as in a worker that crashed before it acknowledged. */
    private void claim(Attempt attempt) {
        String run = "run-" + time.random().nextInt(1_000_000);
        Decision<JobEvent, JobRefusal> claimed =
                commandSide.handle(new StartAttempt(attempt.job(), attempt.number(), "worker", run, time.now()));
        if (claimed.events().isEmpty()) {
            return;
        }
        alive.put(attempt, run);
        heartbeat(attempt, run);
        time.after(time.within(Duration.ofMinutes(3)), () -> finish(attempt, run));
    }

    private void heartbeat(Attempt attempt, String run) {
        if (run.equals(alive.get(attempt))) {
            orchestrator.heard(attempt.job(), attempt.number());
            time.after(Duration.ofSeconds(10), () -> heartbeat(attempt, run));
        }
    }

    /** A worker reports its end, or dies without a word. */
    private void finish(Attempt attempt, String run) {
        if (!alive.remove(attempt, run) || (isTroubled && time.chance(0.3))) {
            return;
        }
        JobCommand report = report(attempt);
        send(() -> commandSide.handle(report));
    }

    private JobCommand report(Attempt attempt) {
        double jitter = time.random().nextDouble();
        return switch (time.random().nextInt(6)) {
            case 0 -> new RecordSuccess(attempt.job(), attempt.number(), List.of(), time.now());
            case 1, 2 -> new RecordSuccess(attempt.job(), attempt.number(), List.of(artifact(attempt)), time.now());
            default -> {
                FailureReason reason = REASONS[time.random().nextInt(REASONS.length)];
                yield new RecordFailure(attempt.job(), attempt.number(), reason, null, time.now(), jitter);
            }
        };
    }

    private void stop(Attempt attempt) {
        if (alive.remove(attempt) != null) {
            Duration ran = time.within(Duration.ofMinutes(3));
            Instant at = time.now();
            send(() -> commandSide.handle(new RecordCancellation(attempt.job(), attempt.number(), ran, at)));
        }
    }

    private static Artifact artifact(Attempt attempt) {
        String key = "results/" + attempt.job() + "/" + attempt.number() + "/a.png";
        return new Artifact(key, "image/png", 1, "00", 1, 1);
    }
}
