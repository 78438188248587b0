package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.runpod.JobWatch.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JobWatchTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant LIMIT = START.plusSeconds(120);

    private final JobWatch watch = new JobWatch(
            settings(Map.of("poll-first", "1s", "poll-longest", "4s", "away-limit", "1m", "settle-time", "5s")), LIMIT);

    @Test
    void itLooksLessAndLessOftenUntilSomethingChanges() {
        assertThat(List.of(
                        pause(new JobState.Waiting(), 0),
                        pause(new JobState.Waiting(), 1),
                        pause(new JobState.Waiting(), 2),
                        pause(new JobState.Waiting(), 3),
                        pause(new JobState.Waiting(), 4),
                        pause(new JobState.Executing(), 5)))
                .containsExactly(1_000L, 1_500L, 2_250L, 3_375L, 4_000L, 1_000L);
    }

    @Test
    void itWaitsAsLongAsRunPodWants() {
        assertThat(pause(new JobState.Throttled(Duration.ofSeconds(30)), 0)).isEqualTo(30_000L);
    }

    @Test
    void itDoesNotSleepOverItsLimit() {
        assertThat(pause(new JobState.Throttled(Duration.ofSeconds(60)), 110)).isEqualTo(10_000L);
    }

    @Test
    void beingThrottledIsNotBeingOutOfReach() {
        pause(new JobState.Throttled(Duration.ofSeconds(30)), 0);
        assertThat(look(new JobState.Throttled(Duration.ofSeconds(30)), false, 100))
                .isInstanceOf(Step.Pause.class);
    }

    @Test
    void aJobIsLostWhenItStaysUnknown() {
        assertThat(look(new JobState.Unknown(), false, 0)).isInstanceOf(Step.Pause.class);
        assertThat(look(new JobState.Executing(), false, 4)).isInstanceOf(Step.Pause.class);
        assertThat(look(new JobState.Unknown(), false, 5)).isInstanceOf(Step.Pause.class);
        assertThat(look(new JobState.Unknown(), false, 10))
                .isEqualTo(new Step.GiveUp(FailureReason.ATTEMPT_LOST, "RunPod knows the job no longer", false));
    }

    @Test
    void aCancelIsAskedForAgainAfterAWhile() {
        assertThat(look(new JobState.Executing(), true, 0)).isEqualTo(new Step.Stop());
        assertThat(look(new JobState.Executing(), true, 1)).isInstanceOf(Step.Pause.class);
        assertThat(look(new JobState.Executing(), true, 5)).isEqualTo(new Step.Stop());
    }

    @Test
    void aJobThatIsGoneAfterItsCancelHasRunAsLongAsWasSeen() {
        look(new JobState.Executing(), false, 0);
        look(new JobState.Executing(), true, 30);
        look(new JobState.Unknown(), true, 31);
        assertThat(look(new JobState.Unknown(), true, 40)).isEqualTo(new Step.Stopped(Duration.ofSeconds(30)));
    }

    @Test
    void theTimeThatRunPodTellsCountsMoreThanTheTimeThatWasSeen() {
        look(new JobState.Executing(), true, 0);
        assertThat(look(new JobState.Cancelled(Duration.ofSeconds(7)), true, 30))
                .isEqualTo(new Step.Stopped(Duration.ofSeconds(7)));
    }

    @Test
    void aResultIsTakenEvenAfterACancel() {
        look(new JobState.Executing(), true, 0);
        List<Output> outputs = List.of(new Output.Inline("QUJD"));
        assertThat(look(new JobState.Completed(outputs, Duration.ofSeconds(2)), true, 1))
                .isEqualTo(new Step.Finish(outputs, Duration.ofSeconds(2)));
    }

    @Test
    void aJobThatDoesNotStopIsGivenUpAndTakenBack() {
        assertThat(look(new JobState.Executing(), false, 120)).isEqualTo(new Step.Stop());
        assertThat(look(new JobState.Executing(), false, 131))
                .isEqualTo(new Step.GiveUp(FailureReason.TIMED_OUT, "the run took longer than it may", true));
    }

    private long pause(JobState state, int second) {
        return look(state, false, second) instanceof Step.Pause(Duration duration) ? duration.toMillis() : -1;
    }

    private Step look(JobState state, boolean cancelRequested, int second) {
        return watch.next(state, cancelRequested, START.plusSeconds(second));
    }

    private static RunPodSettings settings(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(Map.of("atelier.runpod.endpoint", "e", "atelier.runpod.key", "k"));
        given.forEach((name, value) -> all.put("atelier.runpod." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("atelier.runpod", RunPodSettings.class)
                .get();
    }
}
