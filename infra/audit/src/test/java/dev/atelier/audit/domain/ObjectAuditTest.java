package dev.atelier.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import dev.atelier.contracts.upload.UploadId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObjectAuditTest {
    private static final String SHA = "ab".repeat(32);

    private final NamedObjects named = new NamedObjects(10_000);
    private final Findings findings = new Findings();
    private final ObjectAudit audit = new ObjectAudit(named, findings, Tale.NOON);

    @Test
    void what_is_named_and_there_is_fine() {
        JobSucceeded result = succeeded(1, 100);
        UploadAccepted upload = new UploadAccepted(
                new UploadId(new UUID(3, 1)), Tale.ANNA, new Picture("inputs/1/" + SHA, "image/png", 7, SHA, 1, 1));
        named.read(5, result);
        named.read(6, upload);
        audit.read(new StoredObject(key(1), 100, Tale.NOON));
        audit.read(new StoredObject("inputs/1/" + SHA, 7, Tale.NOON));

        assertThat(unseen()).isEmpty();
        assertThat(findings.kept()).isEmpty();
        assertThat(audit.listed()).isEqualTo(2);
        assertThat(audit.bytes()).isEqualTo(107);
    }

    @Test
    void a_missing_object_and_one_of_another_size() {
        named.read(5, succeeded(1, 100));
        named.read(6, succeeded(2, 100));
        audit.read(new StoredObject(key(2), 99, Tale.NOON));

        assertThat(unseen()).containsExactly(5L);
        audit.missing(5, succeeded(1, 100));
        audit.missing(6, succeeded(2, 100));
        assertThat(findings.kept())
                .extracting(Finding::rule, Finding::subject)
                .containsExactly(tuple(Rule.OBJECT_SIZE, key(2)), tuple(Rule.OBJECT_THERE, key(1)));
    }

    @Test
    void an_orphan_is_found_when_it_is_old() {
        audit.read(new StoredObject(key(1), 1, Tale.NOON.plusSeconds(1)));
        assertThat(findings.kept()).isEmpty();
        audit.read(new StoredObject(key(2), 1, Tale.NOON.minusSeconds(1)));
        assertThat(findings.kept()).extracting(Finding::rule).containsExactly(Rule.OBJECT_NAMED);
        assertThat(audit.unnamed()).isEqualTo(2);
    }

    @Test
    void many_are_remembered_and_more_than_the_limit_only_counted() {
        for (int n = 1; n <= 10_001; n++) {
            named.read(n, succeeded(n, n));
        }
        assertThat(named.size()).isEqualTo(10_001);
        assertThat(named.isComplete()).isFalse();
        for (int n = 1; n <= 10_000; n++) {
            assertThat(named.see(key(n))).hasValue(n);
        }
        assertThat(named.contains(key(10_001))).isFalse();
        assertThat(unseen()).isEmpty();
    }

    private List<Long> unseen() {
        List<Long> positions = new ArrayList<>();
        named.forEachUnseen(positions::add);
        return positions;
    }

    private static String key(int job) {
        return "results/" + Tale.job(job) + "/1/" + SHA + ".png";
    }

    private static JobSucceeded succeeded(int job, long bytes) {
        return new JobSucceeded(
                Tale.job(job), 1, List.of(new Artifact(key(job), "image/png", bytes, SHA, 1, 1)), Tale.NOON);
    }
}
