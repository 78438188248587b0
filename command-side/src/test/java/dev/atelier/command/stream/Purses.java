package dev.atelier.command.stream;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountDecider;
import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Accounts by the real rules, with the handlers that a test of {@link Roots} needs. */
class Purses {
    /** Credits, and then thinks better of it. */
    record CreditInVain(CreditBalance credit) {}

    record BalanceOf(AccountId accountId) {}

    private final CountingStore events;
    private final Roots<Purse> purses;

    Purses(CountingStore events, int rememberedMax) {
        this.events = events;
        purses = new Streams(events, rememberedMax).remembered(Purse.class, Purse::new);
    }

    CountingStore events() {
        return events;
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(OpenAccount command) {
        return purses.withNew(command.accountId(), purse -> purse.handle(command));
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(CreditBalance command) {
        return handle(command);
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(ReserveBalance command) {
        return handle(command);
    }

    @CommandHandler
    Decision<AccountEvent, AccountRefusal> on(CaptureBalance command) {
        return handle(command);
    }

    @CommandHandler
    void on(CreditInVain command) {
        handle(command.credit());
        throw new IllegalStateException("in vain");
    }

    @CommandHandler
    long on(BalanceOf command) {
        return purses.with(command.accountId(), purse -> purse.account.balance().amount());
    }

    private Decision<AccountEvent, AccountRefusal> handle(AccountCommand command) {
        return purses.with(command.accountId(), purse -> purse.handle(command));
    }

    @AggregateRoot(type = "account")
    static class Purse implements Rememberable {
        @AggregateIdentifier
        private @Nullable String id;

        private Account account = new Account.NotOpened();

        @Override
        public Object state() {
            return account;
        }

        @Override
        public void restore(String stream, Object state) {
            id = stream;
            account = (Account) state;
        }

        Decision<AccountEvent, AccountRefusal> handle(AccountCommand command) {
            Decision<AccountEvent, AccountRefusal> decision = AccountDecider.decide(command, account);
            decision.events().forEach(AggregateLifecycle::apply);
            return decision;
        }

        @EventSourcingHandler
        void on(AccountEvent event) {
            id = event.accountId().toString();
            account = account.evolve(event);
        }
    }
}
