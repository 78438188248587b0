package dev.atelier.query.statement.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.query.balance.domain.Balance;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a person's credits.
 *
 * @param sequence of the event within the account's stream, from 0
 * @param amount what was moved, by the meaning of {@code what}
 * @param released what a capture gave back beyond its amount
 * @param available after the movement
 * @param held after the movement
 * @param grant the administrator's grant that caused a credit
 * @param reason why credits went back
 */
public record Line(
        AccountId account,
        long sequence,
        Instant at,
        What what,
        Credits amount,
        Credits released,
        Credits available,
        Credits held,
        @Nullable JobId job,
        @Nullable GrantId grant,
        @Nullable RefundReason reason) {

    /** The words of a statement; "released" (it was only held) and "refunded" (it had been paid) are different. */
    public enum What {
        WELCOME,
        GRANTED,
        HELD,
        CAPTURED,
        RELEASED,
        REFUNDED
    }

    /** The line of an event, which led to the balance {@code after}; empty when nothing moved. */
    public static Optional<Line> of(AccountEvent event, Balance after, Instant at) {
        return switch (event) {
            case AccountOpened _, AccountClosed _ -> Optional.empty();
            case BalanceCredited e -> Optional.of(credit(e, after, at));
            case BalanceReserved e -> Optional.of(ofJob(What.HELD, e.jobId(), e.amount(), null, after, at));
            case BalanceRefunded e -> Optional.of(ofJob(word(e.from()), e.jobId(), e.amount(), e.reason(), after, at));
            case BalanceCaptured e ->
                Optional.of(ofJob(What.CAPTURED, e.jobId(), e.amount(), null, after, at)
                        .releasing(e.released()));
        };
    }

    private static What word(BalanceRefunded.From from) {
        return switch (from) {
            case RESERVED -> What.RELEASED;
            case CAPTURED -> What.REFUNDED;
        };
    }

    private static Line credit(BalanceCredited e, Balance after, Instant at) {
        return switch (e.cause()) {
            case CreditCause.Welcome _ -> line(What.WELCOME, e.amount(), after, at, null, null, null);
            case CreditCause.Granted granted ->
                line(What.GRANTED, e.amount(), after, at, null, granted.grantId(), null);
        };
    }

    private static Line ofJob(
            What what, JobId job, Credits amount, @Nullable RefundReason reason, Balance after, Instant at) {
        return line(what, amount, after, at, job, null, reason);
    }

    private static Line line(
            What what,
            Credits amount,
            Balance after,
            Instant at,
            @Nullable JobId job,
            @Nullable GrantId grant,
            @Nullable RefundReason reason) {
        return new Line(
                after.account(),
                after.sequence() - 1,
                at,
                what,
                amount,
                Credits.ZERO,
                after.available(),
                after.held(),
                job,
                grant,
                reason);
    }

    private Line releasing(Credits rest) {
        return new Line(account, sequence, at, what, amount, rest, available, held, job, grant, reason);
    }
}
