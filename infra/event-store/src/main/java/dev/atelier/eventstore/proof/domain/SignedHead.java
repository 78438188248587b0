package dev.atelier.eventstore.proof.domain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A block whose hash was signed: whoever keeps it can later tell whether the log still has everything up to it.
 *
 * @param signature 128 hex digits: Ed25519 over the 16 letters {@code atelier-log-head} and the 32 bytes of the block's hash
 */
public record SignedHead(Block block, HeadKey key, String signature) {
    private static final byte[] PURPOSE = "atelier-log-head".getBytes(StandardCharsets.US_ASCII);

    public SignedHead {
        if (!signature.matches("[0-9a-f]{128}")) {
            throw new IllegalArgumentException("an Ed25519 signature is 128 small hex digits");
        }
    }

    /** Whether the key that it names has signed it; whose key that is, the reader has to know. */
    public boolean isSigned() {
        return key.verifies(message(block), HexFormat.of().parseHex(signature));
    }

    static byte[] message(Block block) {
        byte[] hash = block.hash().bytes();
        byte[] message = Arrays.copyOf(PURPOSE, PURPOSE.length + hash.length);
        System.arraycopy(hash, 0, message, PURPOSE.length, hash.length);
        return message;
    }
}
