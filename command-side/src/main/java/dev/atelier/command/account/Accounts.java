package dev.atelier.command.account;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CloseAccount;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Accounts within the unit of work of a command. Use cases that move money together with something else load the
 * account first and the other stream after it, always in this order.
 */
public class Accounts {
    private final Roots<AccountAggregate> accounts;

    Accounts(Roots<AccountAggregate> accounts) {
        this.accounts = accounts;
    }

    /** The account as it is known here; it stays locked until the unit of work is over. */
    public Account load(AccountId id) {
        return accounts.with(id, AccountAggregate::account);
    }

    /** Decides the command and applies what was decided in the present unit of work. */
    public Decision<AccountEvent, AccountRefusal> handle(AccountCommand command) {
        return accounts.with(command.accountId(), account -> account.handle(command));
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(CloseAccount command) {
        return handle(command);
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(CaptureBalance command) {
        return handle(command);
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(RefundBalance command) {
        return handle(command);
    }
}
