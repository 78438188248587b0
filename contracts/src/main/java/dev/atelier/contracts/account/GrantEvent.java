package dev.atelier.contracts.account;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.PersonalText;

/**
 * What an administrator decided about somebody's money, each on a stream of its own that can be created only once.
 * Who decided stands in the event's metadata.
 */
public sealed interface GrantEvent {
    AccountId accountId();

    /** Stream: the grant's. In one unit of work with {@link AccountEvent.BalanceCredited}. */
    record GrantIssued(GrantId grantId, AccountId accountId, Credits amount, PersonalText reason)
            implements GrantEvent {}

    /** Stream: the refund's. In one unit of work with {@link AccountEvent.BalanceRefunded} from {@code CAPTURED}. */
    record RefundIssued(RefundId refundId, AccountId accountId, JobId jobId, Credits amount, PersonalText reason)
            implements GrantEvent {}
}
