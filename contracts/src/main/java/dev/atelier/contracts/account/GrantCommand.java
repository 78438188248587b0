package dev.atelier.contracts.account;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.PersonalText;

/** What an administrator can do with somebody's money; never accepted from RabbitMQ. */
public sealed interface GrantCommand {
    AccountId accountId();

    record IssueGrant(GrantId grantId, AccountId accountId, Credits amount, PersonalText reason)
            implements GrantCommand {}

    /** Gives back what was captured for the job, whole and once. */
    record IssueRefund(RefundId refundId, AccountId accountId, JobId jobId, PersonalText reason)
            implements GrantCommand {}
}
