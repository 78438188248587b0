package dev.atelier.bench.growth;

import dev.atelier.bench.stage.People.Person;
import dev.atelier.bench.stage.Preset;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the log says about one job that went well: the price held, the run, the result, the price captured. */
record JobLife(UUID id, Person owner, Instant at) {
    private static final Credits PRICE = Credits.of(1);
    private static final String DIGEST = "5f1b".repeat(16);
    private static final PersonalText PROMPT = new PersonalText("v1." + "Q".repeat(366));

    /** An event and the stream it stands in. @param isLast whether nothing follows in a stream of its own */
    record Stored(String stream, Object event, boolean isLast) {}

    String jobId() {
        return new JobId(id).toString();
    }

    List<Stored> events() {
        JobId job = new JobId(id);
        AccountId account = AccountId.parse(owner.accountId());
        String key = "results/" + job + "/1/" + DIGEST + ".bin";
        Artifact artifact = new Artifact(key, "application/octet-stream", 4_096, DIGEST, null, null);
        return List.of(
                new Stored(account.toString(), new BalanceReserved(account, job, PRICE), false),
                new Stored(job.toString(), created(job, account), false),
                new Stored(job.toString(), new JobQueued(job, 1), false),
                new Stored(job.toString(), new JobStarted(job, 1, "bench-worker", job + ":1", at), false),
                new Stored(job.toString(), new JobSucceeded(job, 1, List.of(artifact), at), true),
                new Stored(account.toString(), new BalanceCaptured(account, job, PRICE, Credits.ZERO), false));
    }

    private JobCreated created(JobId job, AccountId account) {
        return new JobCreated(
                job,
                UserId.parse(owner.userId()),
                account,
                JobKind.QUOTE_CARD,
                new PresetRef(new PresetName(Preset.NAME), 1),
                Preset.POOL,
                Map.of("prompt", new ParameterValue.Text(PROMPT)),
                List.of(),
                PRICE,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                DIGEST,
                null,
                null,
                at);
    }
}
