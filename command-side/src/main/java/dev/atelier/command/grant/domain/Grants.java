package dev.atelier.command.grant.domain;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.RefundCaptured;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantCommand.IssueGrant;
import dev.atelier.contracts.account.GrantCommand.IssueRefund;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.money.Credits;
import java.util.List;

/**
 * What an administrator may do with somebody's credits. Each decision has a stream of its own that is created once,
 * in one unit of work with the movement of the money.
 */
public final class Grants {
    /** Why a grant or a refund is not made. */
    public enum Refusal {
        /** Nothing was captured for the job, so there is nothing to give back. */
        NOTHING_CAPTURED
    }

    private Grants() {}

    /** @param issued whether the grant's stream exists */
    public static Decision<GrantEvent, Refusal> decide(IssueGrant command, boolean issued) {
        return issued
                ? Decision.nothingToDo()
                : Decision.events(
                        new GrantIssued(command.grantId(), command.accountId(), command.amount(), command.reason()));
    }

    /** The movement that goes with a grant. */
    public static CreditBalance movement(GrantIssued grant) {
        return new CreditBalance(grant.accountId(), grant.amount(), new CreditCause.Granted(grant.grantId()));
    }

    /**
     * Gives back what was captured for the job, whole and once.
     *
     * @param issued whether the refund's stream exists
     * @param account the account's story so far; what was once captured stays true
     */
    public static Decision<GrantEvent, Refusal> decide(
            IssueRefund command, boolean issued, List<AccountEvent> account) {
        if (issued) {
            return Decision.nothingToDo();
        }
        Credits captured = account.stream()
                .filter(BalanceCaptured.class::isInstance)
                .map(BalanceCaptured.class::cast)
                .filter(e -> e.jobId().equals(command.jobId()))
                .map(BalanceCaptured::amount)
                .reduce(Credits.ZERO, Credits::plus);
        return captured.isZero()
                ? Decision.refused(Refusal.NOTHING_CAPTURED)
                : Decision.events(new RefundIssued(
                        command.refundId(), command.accountId(), command.jobId(), captured, command.reason()));
    }

    /** The movement that goes with a refund. */
    public static RefundCaptured movement(RefundIssued refund) {
        return new RefundCaptured(refund.accountId(), refund.jobId(), refund.amount(), RefundReason.ADMINISTRATOR);
    }
}
