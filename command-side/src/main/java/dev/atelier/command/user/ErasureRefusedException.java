package dev.atelier.command.user;

import dev.atelier.command.user.domain.Erasure;

/** The person cannot be erased yet; nothing is stored. */
final class ErasureRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ErasureRefusedException(Erasure.Refusal refusal) {
        super(refusal.toString(), null, false, false);
    }
}
