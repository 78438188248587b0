package dev.atelier.bench.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobId;
import dev.atelier.wire.WireJson;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MeasuredJobTest {
    @Test
    void an_event_has_about_250_bytes() {
        String job = new JobId(new UUID(1, 2)).toString();

        byte[] json = WireJson.write(MeasuredJob.event(job, 3, Instant.parse("2026-11-26T18:20:25.123456789Z")));

        assertThat(json).hasSizeBetween(248, 252);
    }
}
