package dev.atelier.contracts.account;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;

/**
 * What happened to a person's credits. Stored for ever; {@link dev.atelier.contracts.money.Postings} says what each
 * one moves.
 */
public sealed interface AccountEvent {
    AccountId accountId();

    record AccountOpened(AccountId accountId, UserId owner) implements AccountEvent {}

    /** Its owner wants to be erased. It moves nothing: what was not spent stays where it is. */
    record AccountClosed(AccountId accountId) implements AccountEvent {}

    record BalanceCredited(AccountId accountId, Credits amount, CreditCause cause) implements AccountEvent {}

    record BalanceReserved(AccountId accountId, JobId jobId, Credits amount) implements AccountEvent {}

    /** @param released what was held beyond the captured amount and went back */
    record BalanceCaptured(AccountId accountId, JobId jobId, Credits amount, Credits released)
            implements AccountEvent {}

    record BalanceRefunded(AccountId accountId, JobId jobId, Credits amount, From from, RefundReason reason)
            implements AccountEvent {
        /** People read "released" for {@code RESERVED} and "refunded" for {@code CAPTURED}. */
        public enum From {
            RESERVED,
            CAPTURED
        }
    }
}
