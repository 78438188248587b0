package dev.atelier.query.jobview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.Story;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.log.InMemoryLog;
import dev.atelier.query.log.Seals;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

class JobHistoryTest {
    private static final JobId JOB = Story.job(1);

    private final InMemoryLog log = new InMemoryLog();
    private final JobHistory history = new JobHistory(log, (owner, text) -> Story.unseal(text));

    private StoredEvent append(Object event) {
        return log.append(JOB.toString(), event);
    }

    /** Can be read, and folded into no job. */
    private StoredEvent appendForeign() {
        return append(Story.opened(1));
    }

    @Test
    void aSkippedEventThatCanBeReadAndNotFoldedOnlyCounts() {
        append(Story.created(1, 1));
        append(Story.queued(1, 1));
        StoredEvent bad = appendForeign();
        append(Story.started(1, 1, Story.NOON));
        assertThatThrownBy(() -> history.now(JOB))
                .isInstanceOfSatisfying(
                        UnreadableEventException.class,
                        e -> assertThat(e.position()).isEqualTo(bad.position()));

        log.skip(bad);
        assertThat(history.now(JOB)).map(JobView::state).contains(JobState.RUNNING);
        assertThat(history.now(JOB)).map(JobView::sequence).contains(4L);
        assertThat(Objects.requireNonNull(history.after(JOB, 3)).state()).isEqualTo(JobState.QUEUED);
        assertThat(history.moments(JOB))
                .extracting(moment -> moment.view().state())
                .containsExactly(JobState.QUEUED, JobState.QUEUED, JobState.QUEUED, JobState.RUNNING);
    }

    @Test
    void ofAJobWhoseSkippedBeginningIsNoCreationNothingIsTold() {
        log.skip(appendForeign());
        append(Story.queued(1, 1));

        assertThat(history.now(JOB)).isEmpty();
    }

    @Test
    void anEventIsNotLeftOutBecauseAServerIsAway() {
        Seals away = (owner, text) -> {
            throw new TransientDataAccessResourceException("no keys");
        };
        log.skip(append(Story.created(1, 1, JobKind.IMAGE, "reference")));

        assertThatThrownBy(() -> new JobHistory(log, away).now(JOB))
                .isInstanceOf(TransientDataAccessResourceException.class);
    }
}
