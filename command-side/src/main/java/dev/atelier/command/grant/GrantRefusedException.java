package dev.atelier.command.grant;

import dev.atelier.command.grant.domain.Grants;

/** The grant or refund is not made, and nothing is stored. */
final class GrantRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GrantRefusedException(Grants.Refusal refusal) {
        super(refusal.name(), null, false, false);
    }
}
