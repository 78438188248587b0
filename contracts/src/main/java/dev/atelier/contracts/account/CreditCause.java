package dev.atelier.contracts.account;

/** Why credits were added: never without one of these. */
public sealed interface CreditCause {
    /** An administrator's grant; who and why stands in the grant's stream. */
    record Granted(GrantId grantId) implements CreditCause {}

    /** Credits to begin with, given once when the account is opened. */
    record Welcome() implements CreditCause {}
}
