package dev.atelier.contracts.user;

import java.util.regex.Pattern;

/**
 * One way in which a person is known (an OIDC subject, a Telegram id), as {@code identity-<kind>-<hmac>}. The HMAC
 * (SHA-256, hex) over issuer and subject keeps ids from being computed from public Telegram ids.
 */
public record IdentityId(String kind, String hmac) {
    private static final Pattern KIND = Pattern.compile("[a-z]{2,16}");
    private static final Pattern HMAC = Pattern.compile("[0-9a-f]{64}");

    public IdentityId {
        if (!KIND.matcher(kind).matches() || !HMAC.matcher(hmac).matches()) {
            throw new IllegalArgumentException("not an identity: a kind and 64 hex digits are needed");
        }
    }

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static IdentityId parse(String text) {
        String[] parts = text.split("-", 3);
        if (parts.length != 3 || !parts[0].equals("identity")) {
            throw new IllegalArgumentException("not an id of the form identity-<kind>-<hmac>");
        }
        return new IdentityId(parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return "identity-" + kind + "-" + hmac;
    }
}
