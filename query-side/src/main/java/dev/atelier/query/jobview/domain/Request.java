package dev.atelier.query.jobview.domain;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for; it never changes.
 *
 * @param clientReference the client's own name for the job, as it wrote it; null when none was given or it was erased
 * @param retryOf the failed job that this one repeats
 */
public record Request(
        UserId owner,
        AccountId account,
        JobKind kind,
        PresetRef preset,
        String pool,
        Credits price,
        Instant createdAt,
        @Nullable String clientReference,
        @Nullable JobId retryOf) {

    static Request of(JobCreated e, Told told) {
        String reference = told.plain(e.clientReference());
        return new Request(
                e.owner(), e.accountId(), e.kind(), e.preset(), e.pool(), e.price(), e.at(), reference, e.retryOf());
    }
}
