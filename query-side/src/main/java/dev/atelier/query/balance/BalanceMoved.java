package dev.atelier.query.balance;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.readmodel.WorkingCopy;

/** What else changes when credits have moved: the statement. */
@FunctionalInterface
public interface BalanceMoved {
    /**
     * Follows one event.
     *
     * @param stored the event as the log has it
     * @param event its payload
     * @param after the balance to which it led
     */
    void apply(StoredEvent stored, AccountEvent event, Balance after, WorkingCopy models);
}
