package dev.atelier.eventstore.proof.domain;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.HexFormat;

/** Signs heads; Ed25519 needs no chance, so the same block has the same signature. */
public final class HeadSigner {
    private final PrivateKey secret;
    private final HeadKey key;

    /** Two halves that do not belong together are an {@link IllegalArgumentException}. */
    public HeadSigner(PrivateKey secret, HeadKey key) {
        this.secret = secret;
        this.key = key;
        Block probe = new Block(0, 0, 0, 0, 0, Hash.ZERO, Hash.ZERO);
        if (!sign(probe).isSigned()) {
            throw new IllegalArgumentException("the public key does not belong to the private key");
        }
    }

    public HeadKey key() {
        return key;
    }

    public SignedHead sign(Block block) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(SignedHead.message(block));
            return new SignedHead(block, key, HexFormat.of().formatHex(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key: " + e.getMessage(), e);
        }
    }
}
