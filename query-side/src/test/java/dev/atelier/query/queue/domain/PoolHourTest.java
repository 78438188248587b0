package dev.atelier.query.queue.domain;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.query.Story;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.jobview.domain.Told;
import dev.atelier.query.queue.domain.PoolHour.Ended;
import dev.atelier.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolHourTest {
    private PoolHour hour = PoolHour.quiet();
    private JobCounts counts = JobCounts.none();

    private void live(JobEvent... events) {
        JobView view = null;
        for (int i = 0; i < events.length; i++) {
            JobView before = view;
            view = JobView.apply(before, events[i], new Told(i, NOON, Story::unseal));
            move(before, view);
        }
    }

    private void move(@Nullable JobView before, JobView after) {
        hour = hour.moved(before, after);
        counts = counts.moved(before, after);
    }

    private void success(int job, Instant end, Duration ran) {
        live(
                Story.created(job, 1),
                Story.queued(job, 1),
                Story.started(job, 1, end.minus(ran)),
                Story.succeeded(job, end));
    }

    @Test
    void onlyTheNewestHourCounts() {
        success(1, NOON, Duration.ofSeconds(10));
        success(2, NOON.plusSeconds(1800), Duration.ofSeconds(10));
        live(Story.created(3, 1), Story.queued(3, 1), Story.failed(3, FailureReason.INTERNAL, NOON.plusSeconds(1801)));
        assertThat(hour.lastHour(NOON.plusSeconds(1860))).isEqualTo(new Ended(2, 1));
        assertThat(hour.lastHour(NOON.plusSeconds(3600))).isEqualTo(new Ended(1, 1));
        assertThat(hour.lastHour(NOON.plus(Duration.ofDays(1)))).isEqualTo(new Ended(0, 0));

        success(4, NOON.plusSeconds(3700), Duration.ofSeconds(10));
        assertThat(hour.minutes()).as("older minutes are forgotten").hasSize(2);
    }

    @Test
    void throughputIsJudgedByTheLastTenMinutes() {
        success(1, NOON, Duration.ofSeconds(10));
        success(2, NOON.plusSeconds(60), Duration.ofSeconds(10));
        assertThat(hour.throughputPerHour(NOON.plusSeconds(70))).isEqualTo(12);
        assertThat(hour.throughputPerHour(NOON.plusSeconds(1200))).isZero();
    }

    @Test
    void runTimesAreAMovingMean() {
        success(1, NOON, Duration.ofSeconds(10));
        assertThat(hour.runSeconds()).isEqualTo(10);
        success(2, NOON, Duration.ofSeconds(20));
        assertThat(hour.runSeconds()).isEqualTo(12);
    }

    @Test
    void jobsAreCountedByKindAndState() {
        success(1, NOON, Duration.ofSeconds(1));
        live(Story.created(2, 1), Story.queued(2, 1), Story.started(2, 1, NOON));
        assertThat(counts.count(JobKind.IMAGE, JobState.SUCCEEDED)).isEqualTo(1);
        assertThat(counts.count(JobKind.IMAGE, JobState.RUNNING)).isEqualTo(1);
        assertThat(counts.count(JobKind.IMAGE, JobState.QUEUED)).isZero();
        assertThat(counts.count(JobKind.BOOK, JobState.QUEUED)).isZero();
    }

    @Test
    void theyAreTheSameAfterTheirJson() {
        success(1, NOON, Duration.ofSeconds(7));
        for (Object model : List.of(hour, counts)) {
            assertThat(WireJson.read(WireJson.write(model), model.getClass())).isEqualTo(model);
        }
    }
}
