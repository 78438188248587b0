package dev.atelier.contracts.account;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** An administrator's gift of credits: its stream is created once, so a repeated grant credits once. Prints as {@code grant-<uuid>}, which is also the name of its stream. */
public record GrantId(UUID value) {
    private static final String PREFIX = "grant-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static GrantId parse(String text) {
        return new GrantId(Ids.parse(PREFIX, text));
    }

    /** The id of the grant that {@code key} names for this account. */
    public static GrantId of(AccountId account, String key) {
        return new GrantId(Ids.derive("grant", account.toString(), key));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
