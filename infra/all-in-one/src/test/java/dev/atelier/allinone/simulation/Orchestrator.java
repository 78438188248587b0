package dev.atelier.allinone.simulation;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Effect;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilmentProcess;
import dev.atelier.saga.jobfulfilment.domain.Patience;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The real process without its servers: it publishes before it commits, and crashes in between when chance wants it, so
 * that a batch is handled again as if it had never been.
 */
final class Orchestrator {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(1));
    private static final int BATCH_MAX = 6;

    private record TimerKey(JobId job, Class<?> kind) {}

    private record Timer(Timeout timeout, Instant due) {}

    private record Committed(int position, Map<JobId, JobFulfilment> sagas, Map<TimerKey, Timer> timers) {}

    private final VirtualTime time;
    private final CommandSide commandSide;
    private final Consumer<Effect> publish;
    private final JobFulfilmentProcess process = new JobFulfilmentProcess(PATIENCE);
    private Committed committed = new Committed(0, Map.of(), Map.of());

    Orchestrator(VirtualTime time, CommandSide commandSide, Consumer<Effect> publish) {
        this.time = time;
        this.commandSide = commandSide;
        this.publish = publish;
    }

    /** Whether everything in the log was taken in, and nothing is waited for. */
    boolean isQuiet() {
        return committed.position() == commandSide.log().size()
                && committed.timers().isEmpty()
                && committed.sagas().values().stream().allMatch(JobFulfilment.Ended.class::isInstance);
    }

    /** Handles some of what is new in the log. */
    void handleBatch(double crash) {
        List<CommandSide.Stored> log = commandSide.log();
        int end = Math.min(log.size(), committed.position() + 1 + time.random().nextInt(BATCH_MAX));
        if (end == committed.position()) {
            return;
        }
        Map<JobId, JobFulfilment> sagas = new HashMap<>(committed.sagas());
        Map<TimerKey, Timer> timers = new HashMap<>(committed.timers());
        List<Effect> messages = new ArrayList<>();
        for (CommandSide.Stored stored : log.subList(committed.position(), end)) {
            jobOf(stored.event()).ifPresent(job -> {
                FulfilmentInput input = input(stored);
                JobFulfilment state = JobFulfilment.evolve(sagas.getOrDefault(job, JobFulfilment.NOT_BEGUN), input);
                sagas.put(job, state);
                process.react(state, input).forEach(effect -> apply(effect, timers, messages));
            });
        }
        messages.forEach(publish);
        if (!time.chance(crash)) {
            committed = new Committed(end, sagas, timers);
        }
    }

    /** As the shell finds a saga: by the job that an event names. */
    private static Optional<JobId> jobOf(Object event) {
        return switch (event) {
            case JobEvent e -> Optional.of(e.jobId());
            case AccountEvent account ->
                switch (account) {
                    case AccountOpened _, AccountClosed _, BalanceCredited _ -> Optional.empty();
                    case BalanceReserved e -> Optional.of(e.jobId());
                    case BalanceCaptured e -> Optional.of(e.jobId());
                    case BalanceRefunded e -> Optional.of(e.jobId());
                };
            default -> throw new IllegalStateException("not an event: " + event);
        };
    }

    private static FulfilmentInput input(CommandSide.Stored stored) {
        return switch (stored.event()) {
            case JobEvent event -> new JobHappened(event, stored.recordedAt());
            case AccountEvent event -> new AccountHappened(event);
            default -> throw new IllegalStateException("not an event: " + stored);
        };
    }

    private void apply(Effect effect, Map<TimerKey, Timer> timers, List<Effect> messages) {
        switch (effect) {
            case Effect.Start start -> timers.put(key(start.timeout()), new Timer(start.timeout(), start.due()));
            case Effect.StartAfter start ->
                timers.put(
                        key(start.timeout()),
                        new Timer(start.timeout(), time.now().plus(start.after())));
            case Effect.Cancel cancel ->
                cancel.timeouts().forEach(kind -> timers.remove(new TimerKey(cancel.jobId(), kind)));
            case Effect.CancelAll cancel ->
                timers.keySet().removeIf(key -> key.job().equals(cancel.jobId()));
            case Effect.End end -> timers.keySet().removeIf(key -> key.job().equals(end.jobId()));
            case Effect.Tell tell -> messages.add(tell);
            case Effect.Order order -> messages.add(order);
            case Effect.CancelAttempt cancel -> messages.add(cancel);
        }
    }

    private static TimerKey key(Timeout timeout) {
        return new TimerKey(timeout.jobId(), timeout.getClass());
    }

    /** Sends what is due; a crash leaves the timers as they were. */
    void pollTimers(double crash) {
        Map<TimerKey, Timer> timers = new HashMap<>(committed.timers());
        committed.timers().forEach((key, timer) -> {
            if (!timer.due().isAfter(time.now())) {
                TimedOut input =
                        new TimedOut(timer.timeout(), time.now(), time.random().nextDouble());
                publish.accept(JobFulfilmentProcess.onTimeout(input));
                timers.put(key, new Timer(timer.timeout(), time.now().plus(PATIENCE.settlement())));
            }
        });
        if (!time.chance(crash)) {
            committed = new Committed(committed.position(), committed.sagas(), timers);
        }
    }

    /** A heartbeat moves the timeout of its attempt, and of no other. */
    void heard(JobId job, int attempt) {
        Timer timer = committed.timers().get(new TimerKey(job, WorkerSilent.class));
        if (timer != null && timer.timeout().attempt() == attempt) {
            Map<TimerKey, Timer> timers = new HashMap<>(committed.timers());
            timers.put(
                    key(timer.timeout()), new Timer(timer.timeout(), time.now().plus(PATIENCE.heartbeats())));
            committed = new Committed(committed.position(), committed.sagas(), timers);
        }
    }
}
