package dev.atelier.command.account;

import dev.atelier.command.account.domain.Account;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.util.List;

/** What accounts say outside of a command: read from the log as it is now. */
public class Balances {
    private final LogReader log;

    Balances(LogReader log) {
        this.log = log;
    }

    public Account of(AccountId id) {
        Account account = new Account.NotOpened();
        for (AccountEvent event : history(id)) {
            account = account.evolve(event);
        }
        return account;
    }

    /** Everything that ever happened to the account. */
    public List<AccountEvent> history(AccountId id) {
        return log.stream(id.toString()).stream()
                .map(StoredEvent::payload)
                .map(AccountEvent.class::cast)
                .toList();
    }
}
