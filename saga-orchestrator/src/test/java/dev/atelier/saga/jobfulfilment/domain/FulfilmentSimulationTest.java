package dev.atelier.saga.jobfulfilment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.CancelJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.money.Credits;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Ended;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * One job's life in a world where messages come late, twice, in any order or not at all, workers die, and the
 * orchestrator crashes between publishing and committing. Run one seed with {@code -Dseed=…}.
 */
class FulfilmentSimulationTest {
    private static final long FIRST = Long.getLong("seed", 0);
    private static final int SEEDS = System.getProperty("seed") == null ? 2_000 : 1;
    private static final Duration TROUBLE = Duration.ofHours(12);
    private static final Duration AFTERWARDS = Duration.ofHours(2);

    @Test
    void every_job_ends_and_its_money_is_settled_once_and_rightly() {
        Set<Class<?>> ends = new HashSet<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            ends.add(new World(seed).live());
        }
        if (SEEDS > 1) {
            assertThat(ends).containsExactlyInAnyOrder(JobSucceeded.class, JobFailed.class, JobCancelled.class);
        }
    }

    private static final class World {
        private final long seed;
        private final VirtualTime time;
        private final ModelCommandSide commandSide;
        private final SimulatedOrchestrator orchestrator;
        private final Set<Integer> alive = new HashSet<>();
        private double crash = 0.2;

        World(long seed) {
            this.seed = seed;
            time = new VirtualTime(seed);
            commandSide = new ModelCommandSide(time);
            orchestrator = new SimulatedOrchestrator(time, commandSide, this::transport);
        }

        /** Returns how the job ended. */
        Class<?> live() {
            if (time.chance(0.3)) {
                CancelJob cancel = new CancelJob(Jobs.JOB, CancelledBy.OWNER, time.now());
                time.after(time.within(Duration.ofMinutes(20)), () -> commandSide.handle(cancel));
            }
            everySecond();
            time.runUntil(Jobs.NOON.plus(TROUBLE));
            crash = 0;
            time.runUntil(Jobs.NOON.plus(TROUBLE).plus(AFTERWARDS));
            audit();
            return commandSide.end().getClass();
        }

        private void everySecond() {
            orchestrator.handleBatch(crash);
            orchestrator.pollTimers(crash);
            boolean isOver = orchestrator.state() instanceof Ended;
            time.after(Duration.ofSeconds(isOver ? 3_600 : 1), this::everySecond);
        }

        private void transport(Effect effect) {
            if (time.chance(0.1)) {
                return;
            }
            int copies = time.chance(0.2) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                time.after(time.within(Duration.ofSeconds(time.chance(0.1) ? 300 : 3)), () -> deliver(effect));
            }
        }

        private void deliver(Effect effect) {
            switch (effect) {
                case Effect.TellJob tell -> commandSide.handle(tell.command());
                case Effect.TellAccount tell -> commandSide.handle(tell.command());
                case Effect.Order order -> claim(order.attempt());
                case Effect.CancelAttempt cancel -> stop(cancel.attempt());
                default -> throw new IllegalStateException("not a message: " + effect);
            }
        }

        private void claim(int attempt) {
            if (!commandSide.claim(new StartAttempt(Jobs.JOB, attempt, Jobs.WORKER, "run", time.now()))) {
                return;
            }
            alive.add(attempt);
            heartbeat(attempt);
            time.after(time.within(Duration.ofMinutes(3)), () -> finish(attempt));
        }

        /** A worker reports its end, or dies without a word. */
        private void finish(int attempt) {
            if (!alive.remove(attempt) || time.chance(0.3)) {
                return;
            }
            report(
                    time.chance(0.4)
                            ? new RecordSuccess(Jobs.JOB, attempt, List.of(), time.now())
                            : new RecordFailure(Jobs.JOB, attempt, FailureReason.CONNECTION_LOST, null, time.now(), 0));
        }

        private void stop(int attempt) {
            if (alive.remove(attempt)) {
                report(new RecordCancellation(Jobs.JOB, attempt, Duration.ofSeconds(30), time.now()));
            }
        }

        private void report(JobCommand report) {
            if (time.chance(0.1)) {
                return;
            }
            time.after(time.within(Duration.ofSeconds(20)), () -> commandSide.handle(report));
        }

        private void heartbeat(int attempt) {
            if (alive.contains(attempt)) {
                orchestrator.heard(attempt);
                time.after(Duration.ofSeconds(10), () -> heartbeat(attempt));
            }
        }

        private void audit() {
            assertThat(commandSide.isEnded())
                    .as("seed %d: the job has ended", seed)
                    .isTrue();
            assertThat(commandSide.settlements())
                    .as("seed %d: settled once", seed)
                    .isEqualTo(1);
            assertThat(orchestrator.state())
                    .as("seed %d: the saga has ended", seed)
                    .isInstanceOf(Ended.class);
            assertThat(orchestrator.timersLeft())
                    .as("seed %d: timers left", seed)
                    .isZero();
            assertThat(paid()).as("seed %d: what was paid", seed).isEqualTo(owed());
        }

        private Credits owed() {
            return sum(event -> switch (event) {
                case JobSucceeded succeeded -> Jobs.PRICE;
                case JobCancelled cancelled -> cancelled.charge();
                default -> Credits.ZERO;
            });
        }

        private Credits paid() {
            return sum(event -> event instanceof BalanceCaptured captured ? captured.amount() : Credits.ZERO);
        }

        private Credits sum(Function<Object, Credits> amount) {
            return commandSide.log().stream()
                    .map(stored -> amount.apply(stored.event()))
                    .reduce(Credits.ZERO, Credits::plus);
        }
    }
}
