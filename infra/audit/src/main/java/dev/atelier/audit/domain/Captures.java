package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobId;
import java.util.OptionalLong;

/**
 * Looks back into an account's stream. Only asked for the rare refund of a captured price, so that the auditor need not
 * remember every job that was ever paid.
 */
@FunctionalInterface
public interface Captures {
    /** The credits that were captured for the job before this position; empty when none were. */
    OptionalLong captured(AccountId account, JobId job, long beforePosition);
}
