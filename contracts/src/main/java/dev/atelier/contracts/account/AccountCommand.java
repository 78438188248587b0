package dev.atelier.contracts.account;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;

/** What can be asked of an account. Every one is safe to repeat. */
public sealed interface AccountCommand {
    AccountId accountId();

    record OpenAccount(AccountId accountId, UserId owner) implements AccountCommand {}

    /** From now on nothing is reserved or credited; what is reserved is still settled. There is no way back. */
    record CloseAccount(AccountId accountId) implements AccountCommand {}

    /** Only together with its cause: the stream of the grant or payment makes it happen once. */
    record CreditBalance(AccountId accountId, Credits amount, CreditCause cause) implements AccountCommand {}

    /** Holds the price of a job; refused without an event when too little is available or too many jobs are in flight. */
    record ReserveBalance(AccountId accountId, JobId jobId, Credits price, int inFlightMax) implements AccountCommand {}

    /** Settles the job's reservation: the amount is earned, the rest is released. */
    record CaptureBalance(AccountId accountId, JobId jobId, Credits amount) implements AccountCommand {}

    /** Releases the job's reservation; nothing to do when it is settled already. */
    record RefundBalance(AccountId accountId, JobId jobId, RefundReason reason) implements AccountCommand {}

    /** Gives a captured amount back; the stream of {@link RefundId} makes it happen once. */
    record RefundCaptured(AccountId accountId, JobId jobId, Credits amount, RefundReason reason)
            implements AccountCommand {}
}
