package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The shell around the process, without servers: it publishes before it commits, and crashes in between when chance
 * wants it, so that a batch is handled again as if it had never been.
 */
final class SimulatedOrchestrator {
    private static final Patience PATIENCE = FulfilmentSpec.PATIENCE;

    private record Timer(Timeout timeout, Instant due) {}

    private record Committed(int position, JobFulfilment state, Map<Class<?>, Timer> timers) {}

    private final VirtualTime time;
    private final ModelCommandSide commandSide;
    private final Consumer<Effect> publish;
    private final JobFulfilmentProcess process = new JobFulfilmentProcess(PATIENCE);
    private Committed committed = new Committed(0, JobFulfilment.NOT_BEGUN, Map.of());

    SimulatedOrchestrator(VirtualTime time, ModelCommandSide commandSide, Consumer<Effect> publish) {
        this.time = time;
        this.commandSide = commandSide;
        this.publish = publish;
    }

    JobFulfilment state() {
        return committed.state();
    }

    int timersLeft() {
        return committed.timers().size();
    }

    /** Handles some of what is new in the log. */
    void handleBatch(double crash) {
        List<ModelCommandSide.Stored> log = commandSide.log();
        int end = Math.min(log.size(), committed.position() + 1 + time.random().nextInt(5));
        JobFulfilment state = committed.state();
        Map<Class<?>, Timer> timers = new HashMap<>(committed.timers());
        List<Effect> messages = new ArrayList<>();
        for (ModelCommandSide.Stored stored : log.subList(committed.position(), end)) {
            FulfilmentInput input = input(stored);
            state = JobFulfilment.evolve(state, input);
            process.react(state, input).forEach(effect -> apply(effect, timers, messages));
        }
        messages.forEach(publish);
        if (!time.chance(crash)) {
            committed = new Committed(end, state, timers);
        }
    }

    private static FulfilmentInput input(ModelCommandSide.Stored stored) {
        return switch (stored.event()) {
            case JobEvent event -> new JobHappened(event, stored.recordedAt());
            case AccountEvent event -> new AccountHappened(event);
            default -> throw new IllegalStateException("not an event");
        };
    }

    private void apply(Effect effect, Map<Class<?>, Timer> timers, List<Effect> messages) {
        switch (effect) {
            case Effect.Start start -> timers.put(start.timeout().getClass(), new Timer(start.timeout(), start.due()));
            case Effect.StartAfter start ->
                timers.put(
                        start.timeout().getClass(),
                        new Timer(start.timeout(), time.now().plus(start.after())));
            case Effect.Cancel cancel -> cancel.timeouts().forEach(timers::remove);
            case Effect.CancelAll cancel -> timers.clear();
            case Effect.End end -> timers.clear();
            case Effect.Tell tell -> messages.add(tell);
            case Effect.Order order -> messages.add(order);
            case Effect.CancelAttempt cancel -> messages.add(cancel);
        }
    }

    /** Sends what is due; a crash leaves the timer as it was. */
    void pollTimers(double crash) {
        Map<Class<?>, Timer> timers = new HashMap<>(committed.timers());
        committed.timers().forEach((kind, timer) -> {
            if (!timer.due().isAfter(time.now())) {
                TimedOut input =
                        new TimedOut(timer.timeout(), time.now(), time.random().nextDouble());
                publish.accept(JobFulfilmentProcess.onTimeout(input));
                timers.put(kind, new Timer(timer.timeout(), time.now().plus(PATIENCE.settlement())));
            }
        });
        if (!time.chance(crash)) {
            committed = new Committed(committed.position(), committed.state(), timers);
        }
    }

    void heard(int attempt) {
        Timer timer = committed.timers().get(WorkerSilent.class);
        if (timer != null && timer.timeout().attempt() == attempt) {
            Duration silence = PATIENCE.heartbeats();
            Map<Class<?>, Timer> timers = new HashMap<>(committed.timers());
            timers.put(WorkerSilent.class, new Timer(timer.timeout(), time.now().plus(silence)));
            committed = new Committed(committed.position(), committed.state(), timers);
        }
    }
}
