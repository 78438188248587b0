package dev.atelier.eventstore.proof.domain;

import java.util.HexFormat;

/**
 * The 32 random bytes that make a leaf impossible to guess.
 *
 * @param hex 64 small hex digits
 */
public record Nonce(String hex) {
    /** How long a nonce is, in bytes. */
    public static final int BYTES = 32;

    public Nonce {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a nonce is 64 small hex digits");
        }
    }

    /** Wraps 32 bytes. */
    public static Nonce of(byte[] bytes) {
        return new Nonce(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
