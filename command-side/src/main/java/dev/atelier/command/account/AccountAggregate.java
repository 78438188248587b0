package dev.atelier.command.account;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountDecider;
import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Rememberable;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of an account: the rules are in {@link AccountDecider}. */
@AggregateRoot(type = "account")
class AccountAggregate implements Rememberable {
    @AggregateIdentifier
    private @Nullable String id;

    private Account account = new Account.NotOpened();

    Account account() {
        return account;
    }

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
