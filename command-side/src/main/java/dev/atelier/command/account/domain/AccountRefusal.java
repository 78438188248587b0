package dev.atelier.command.account.domain;

import dev.atelier.contracts.money.Credits;

/** Why an account does not do what it was asked; nothing was moved. */
public sealed interface AccountRefusal {
    record UnknownAccount() implements AccountRefusal {}

    /** Its owner was erased or is about to be. */
    record AccountIsClosed() implements AccountRefusal {}

    /** @param balance what is available */
    record OutOfCredit(Credits balance, Credits price) implements AccountRefusal {}

    /** Open reservations are jobs in flight. */
    record TooManyInFlight(int inFlight, int inFlightMax) implements AccountRefusal {}
}
