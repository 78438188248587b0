package dev.atelier.eventstore.proof.domain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * The public half of the key that signs heads (Ed25519, RFC 8032).
 *
 * @param hex its 32 bytes as 64 small hex digits
 */
public record HeadKey(String hex) {
    private static final String ALGORITHM = "Ed25519";
    /** What X.509 puts before the 32 bytes (RFC 8410, section 4). */
    private static final String X509_PREFIX = "302a300506032b6570032100";

    public HeadKey {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an Ed25519 public key is 64 small hex digits");
        }
    }

    /** The same key in our form; a key of another kind is an {@link IllegalArgumentException}. */
    public static HeadKey of(PublicKey key) {
        String encoded = HexFormat.of().formatHex(key.getEncoded());
        if (!encoded.startsWith(X509_PREFIX)) {
            throw new IllegalArgumentException("not an Ed25519 key but " + key.getAlgorithm());
        }
        return new HeadKey(encoded.substring(X509_PREFIX.length()));
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            byte[] encoded = HexFormat.of().parseHex(X509_PREFIX + hex);
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not a point of the curve, or not the form of a signature
        }
    }
}
