package dev.atelier.command.sweep.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.audit.domain.StoredObject;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final JobId JOB = new JobId(new UUID(2, 1));
    private static final String KEY = "results/" + JOB + "/1/" + "ab".repeat(32) + ".png";
    private static final List<Artifact> NAMED = List.of(new Artifact(KEY, "image/png", 1, "ab".repeat(32), 1, 1));

    @Test
    void old_and_unnamed_is_an_orphan() {
        NamedObjects named = new NamedObjects(10);
        assertThat(Orphans.isOrphan(new StoredObject(KEY, 1, NOON.minusSeconds(1)), named, NOON))
                .isTrue();
        assertThat(Orphans.isOrphan(new StoredObject(KEY, 1, NOON), named, NOON))
                .as("it is young")
                .isFalse();
        named.read(1, new JobSucceeded(JOB, 1, NAMED, NOON));
        assertThat(Orphans.isOrphan(new StoredObject(KEY, 1, NOON.minusSeconds(1)), named, NOON))
                .as("it is named")
                .isFalse();
    }

    @Test
    void a_result_belongs_to_its_job() {
        assertThat(Orphans.job(KEY)).contains(JOB);
        assertThat(Orphans.job("results/job-1/1/x.png")).isEmpty();
        assertThat(Orphans.job("results/" + JOB)).isEmpty();
        assertThat(Orphans.job("inputs/" + JOB + "/x")).isEmpty();
    }

    @Test
    void a_live_jobs_result_stays_and_so_does_a_named_one() {
        JobQueued queued = new JobQueued(JOB, 1);
        JobFailed failed = new JobFailed(JOB, FailureReason.TIMED_OUT, NOON);

        assertThat(Orphans.mayGo(KEY, List.of())).isTrue();
        assertThat(Orphans.mayGo(KEY, List.of(queued))).isFalse();
        assertThat(Orphans.mayGo(KEY, List.of(queued, failed))).isTrue();
        assertThat(Orphans.mayGo(KEY, List.of(queued, failed, new LateResultRecorded(JOB, 1, NAMED, NOON))))
                .isFalse();
    }
}
