package dev.atelier.contracts.user;

/**
 * Something a person wrote, in the only form that may enter the log: ciphertext under a key per person that lives in a
 * table outside the log ({@code v1.} + base64url of nonce, AES-256-GCM ciphertext and tag; the owner's id is the
 * associated data). Destroying the key erases the text, while the log and its proofs stay as they are.
 */
public record PersonalText(String sealed) {
    @Override
    public String toString() {
        return "PersonalText[sealed]";
    }
}
