package dev.atelier.saga.jobfulfilment.domain;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;

/** What becomes of the price that an ended job holds. */
public sealed interface Settlement {
    /** The command that does it; safe to repeat. */
    AccountCommand command(AccountId accountId, JobId jobId);

    /** The amount is earned, the rest of the hold goes back. */
    record Capture(Credits amount) implements Settlement {
        @Override
        public AccountCommand command(AccountId accountId, JobId jobId) {
            return new CaptureBalance(accountId, jobId, amount);
        }
    }

    /** The whole hold goes back. */
    record Release(RefundReason reason) implements Settlement {
        @Override
        public AccountCommand command(AccountId accountId, JobId jobId) {
            return new RefundBalance(accountId, jobId, reason);
        }
    }
}
