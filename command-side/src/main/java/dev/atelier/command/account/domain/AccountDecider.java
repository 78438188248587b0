package dev.atelier.command.account.domain;

import static dev.atelier.command.decision.Decision.events;
import static dev.atelier.command.decision.Decision.nothingToDo;
import static dev.atelier.command.decision.Decision.refused;

import dev.atelier.command.account.domain.Account.Closed;
import dev.atelier.command.account.domain.Account.NotOpened;
import dev.atelier.command.account.domain.Account.Open;
import dev.atelier.command.account.domain.AccountRefusal.AccountIsClosed;
import dev.atelier.command.account.domain.AccountRefusal.OutOfCredit;
import dev.atelier.command.account.domain.AccountRefusal.TooManyInFlight;
import dev.atelier.command.account.domain.AccountRefusal.UnknownAccount;
import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CloseAccount;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountCommand.RefundCaptured;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.money.Credits;

/**
 * The rules of money. A reservation is settled once, by capture or by refund, and asking again changes nothing.
 * {@link CreditBalance} and {@link RefundCaptured} are made to happen once by the stream of their cause, with which
 * they share a unit of work; the account does not remember them.
 */
public final class AccountDecider {
    private AccountDecider() {}

    public static Decision<AccountEvent, AccountRefusal> decide(AccountCommand command, Account account) {
        return switch (account) {
            case NotOpened _ -> onUnopened(command);
            case Open open -> onOpen(command, open);
            case Closed closed -> onClosed(command, closed.last());
        };
    }

    private static Decision<AccountEvent, AccountRefusal> onUnopened(AccountCommand command) {
        return switch (command) {
            case OpenAccount c -> events(new AccountOpened(c.accountId(), c.owner()));
            case CloseAccount _,
                    CreditBalance _,
                    ReserveBalance _,
                    CaptureBalance _,
                    RefundBalance _,
                    RefundCaptured _ -> refused(new UnknownAccount());
        };
    }

    private static Decision<AccountEvent, AccountRefusal> onOpen(AccountCommand command, Open account) {
        return switch (command) {
            case OpenAccount _ -> nothingToDo();
            case CloseAccount c -> events(new AccountClosed(c.accountId()));
            case CreditBalance c when c.amount().isZero() -> nothingToDo();
            case CreditBalance c -> events(new BalanceCredited(c.accountId(), c.amount(), c.cause()));
            case ReserveBalance c -> reserve(c, account);
            case CaptureBalance c -> capture(c, account);
            case RefundBalance c -> release(c, account);
            case RefundCaptured c when c.amount().isZero() -> nothingToDo();
            case RefundCaptured c ->
                events(new BalanceRefunded(c.accountId(), c.jobId(), c.amount(), From.CAPTURED, c.reason()));
        };
    }

    /** What was promised is kept: the money of a job that was accepted is settled as ever. */
    private static Decision<AccountEvent, AccountRefusal> onClosed(AccountCommand command, Open last) {
        return switch (command) {
            case OpenAccount _, CloseAccount _ -> nothingToDo();
            case CaptureBalance c -> capture(c, last);
            case RefundBalance c -> release(c, last);
            case CreditBalance _, ReserveBalance _, RefundCaptured _ -> refused(new AccountIsClosed());
        };
    }

    private static Decision<AccountEvent, AccountRefusal> reserve(ReserveBalance c, Open account) {
        int inFlight = account.reservations().size();
        if (account.reservations().containsKey(c.jobId())) {
            return nothingToDo();
        }
        if (inFlight >= c.inFlightMax()) {
            return refused(new TooManyInFlight(inFlight, c.inFlightMax()));
        }
        if (!account.available().covers(c.price())) {
            return refused(new OutOfCredit(account.available(), c.price()));
        }
        return events(new BalanceReserved(c.accountId(), c.jobId(), c.price()));
    }

    /** Never more than was held, whatever is asked. */
    private static Decision<AccountEvent, AccountRefusal> capture(CaptureBalance c, Open account) {
        Credits held = account.reservations().get(c.jobId());
        if (held == null) {
            return nothingToDo();
        }
        Credits captured = c.amount().atMost(held);
        return events(new BalanceCaptured(c.accountId(), c.jobId(), captured, held.minus(captured)));
    }

    private static Decision<AccountEvent, AccountRefusal> release(RefundBalance c, Open account) {
        Credits held = account.reservations().get(c.jobId());
        return held == null
                ? nothingToDo()
                : events(new BalanceRefunded(c.accountId(), c.jobId(), held, From.RESERVED, c.reason()));
    }
}
