package dev.atelier.bench.audit;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Jobs of which only the existence matters. */
final class Jobs {
    private Jobs() {}

    static JobCreated created(JobId job, AccountId account) {
        return new JobCreated(
                job,
                new UserId(account.value()),
                account,
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                Credits.of(1),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                "f",
                null,
                null,
                Instant.EPOCH);
    }
}
