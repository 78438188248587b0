package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.comfyui.RunWatch.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RAN = Duration.ofMillis(1234);
    private static final RunState WAITING = new RunState.Waiting();
    private static final RunState IDLE = new RunState.Idle();
    private static final RunState EXECUTING = new RunState.Executing();
    private static final RunState UNKNOWN = new RunState.Unknown();
    private static final RunState AWAY = new RunState.Away("gone");
    private static final RunState INTERRUPTED = new RunState.Ended(new Ending.Interrupted(RAN));
    private static final RunState DONE =
            new RunState.Ended(new Ending.Completed(List.of(new OutputFile("a.png", "b")), RAN));

    private final RunWatch watch = new RunWatch(settings(), START.plusSeconds(100));
    private Instant now = START;

    @Test
    void aRunGoesItsWay() {
        assertThat(see(IDLE)).isInstanceOf(Step.Pause.class);
        assertThat(see(WAITING)).isInstanceOf(Step.Pause.class);
        assertThat(see(EXECUTING)).isInstanceOf(Step.Pause.class);
        assertThat(see(DONE)).isEqualTo(new Step.Finish(List.of(new OutputFile("a.png", "b")), RAN));
    }

    @Test
    void pausesGrowToASecond() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            assertThat(see(EXECUTING))
                    .isInstanceOfSatisfying(
                            Step.Pause.class,
                            pause -> assertThat(pause.duration())
                                    .isBetween(Duration.ofMillis(50), Duration.ofSeconds(1)));
            last = ((Step.Pause) see(EXECUTING)).duration();
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anEntryMayComeALittleAfterItsEvent() {
        see(EXECUTING);
        assertThat(see(UNKNOWN)).isInstanceOf(Step.Pause.class);
        pass(1.9);
        assertThat(see(UNKNOWN)).isInstanceOf(Step.Pause.class);
        assertThat(see(DONE)).isInstanceOf(Step.Finish.class);
    }

    @Test
    void aRunThatTheServerNoLongerKnowsIsLost() {
        see(EXECUTING);
        see(UNKNOWN);
        pass(2);
        assertGivenUp(see(UNKNOWN), FailureReason.ATTEMPT_LOST);
    }

    @Test
    void beingAwayForAMomentIsBorne() {
        see(EXECUTING);
        see(AWAY);
        pass(14);
        assertThat(see(AWAY)).isInstanceOf(Step.Pause.class);
        see(EXECUTING);
        pass(14);
        assertThat(see(AWAY)).isInstanceOf(Step.Pause.class);
        pass(15);
        assertGivenUp(see(AWAY), FailureReason.CONNECTION_LOST);
    }

    @Test
    void aServerThatStartsNothingHasADeadWorker() {
        see(IDLE);
        pass(59);
        assertThat(see(IDLE)).isInstanceOf(Step.Pause.class);
        pass(1);
        assertThat(see(IDLE))
                .isEqualTo(new Step.GiveUp(
                        FailureReason.BACKEND_UNAVAILABLE,
                        "the server takes runs and starts none",
                        RunWatch.Fault.STARTS_NOTHING));
    }

    @Test
    void waitingBehindAnotherIsNoStall() {
        see(WAITING);
        pass(90);
        assertThat(see(WAITING)).isInstanceOf(Step.Pause.class);
        assertThat(see(IDLE)).isInstanceOf(Step.Pause.class);
    }

    @Test
    void cancellingIsAskedAndAskedAgainUntilItIsSeen() {
        see(EXECUTING);
        assertThat(cancelled(EXECUTING)).isInstanceOf(Step.Stop.class);
        assertThat(cancelled(EXECUTING)).isInstanceOf(Step.Pause.class);
        pass(5);
        assertThat(cancelled(EXECUTING)).isInstanceOf(Step.Stop.class);
        assertThat(cancelled(INTERRUPTED)).isEqualTo(new Step.Stopped(RAN));
    }

    @Test
    void aCancelledRunThatNeverStartedRanForNoTime() {
        see(WAITING);
        cancelled(WAITING);
        cancelled(UNKNOWN);
        pass(2);
        assertThat(cancelled(UNKNOWN)).isEqualTo(new Step.Stopped(Duration.ZERO));
    }

    @Test
    void aCancelledRunWhoseServerDiedIsChargedForWhatWasSeen() {
        see(EXECUTING);
        pass(7);
        cancelled(EXECUTING);
        cancelled(UNKNOWN);
        pass(2);
        assertThat(cancelled(UNKNOWN)).isEqualTo(new Step.Stopped(Duration.ofSeconds(7)));
    }

    @Test
    void aResultThatWasFasterThanTheCancelCounts() {
        see(EXECUTING);
        cancelled(EXECUTING);
        assertThat(cancelled(DONE)).isInstanceOf(Step.Finish.class);
    }

    @Test
    void anInterruptThatNobodyHereAskedForIsALoss() {
        see(EXECUTING);
        assertGivenUp(see(INTERRUPTED), FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aRunPastItsLimitIsStoppedAndTimedOut() {
        see(EXECUTING);
        pass(100);
        assertThat(see(EXECUTING)).isInstanceOf(Step.Stop.class);
        assertGivenUp(see(INTERRUPTED), FailureReason.TIMED_OUT);
    }

    @Test
    void aRunThatDoesNotStopIsLeftAfterAGrace() {
        see(EXECUTING);
        pass(100);
        see(EXECUTING);
        pass(9);
        assertThat(see(EXECUTING)).isInstanceOfAny(Step.Pause.class, Step.Stop.class);
        pass(1);
        assertThat(see(EXECUTING))
                .isEqualTo(new Step.GiveUp(
                        FailureReason.TIMED_OUT, "the run took longer than it may", RunWatch.Fault.LETS_NOT_GO));
    }

    @Test
    void aServerThatCannotBeAskedIsNotBlamedForALateRun() {
        see(EXECUTING);
        pass(100);
        see(EXECUTING);
        pass(10);
        assertThat(see(AWAY))
                .isInstanceOfSatisfying(
                        Step.GiveUp.class, giveUp -> assertThat(giveUp.fault()).isEqualTo(RunWatch.Fault.NONE));
    }

    @Test
    void aResultJustAfterTheLimitCounts() {
        see(EXECUTING);
        pass(100);
        see(EXECUTING);
        assertThat(see(DONE)).isInstanceOf(Step.Finish.class);
    }

    @Test
    void aBrokenRunFailsForItsReason() {
        assertGivenUp(
                see(new RunState.Ended(new Ending.Broken(FailureReason.OUT_OF_MEMORY, "x", RAN))),
                FailureReason.OUT_OF_MEMORY);
    }

    private Step see(RunState state) {
        return watch.next(state, false, now);
    }

    private Step cancelled(RunState state) {
        return watch.next(state, true, now);
    }

    private void pass(double seconds) {
        now = now.plusMillis((long) (1000 * seconds));
    }

    private static void assertGivenUp(Step step, FailureReason reason) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.GiveUp.class, giveUp -> assertThat(giveUp.reason()).isEqualTo(reason));
    }

    private static ComfyUiSettings settings() {
        return new ComfyUiSettings(
                URI.create("http://127.0.0.1:8188"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                1 << 20);
    }
}
