package dev.atelier.command.account;

import dev.atelier.command.account.domain.AccountRefusal;

/** The account refused, so the whole unit of work is rolled back and nothing is stored. */
public final class AccountRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AccountRefusal refusal;

    public AccountRefusedException(AccountRefusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    public AccountRefusal refusal() {
        return refusal;
    }
}
