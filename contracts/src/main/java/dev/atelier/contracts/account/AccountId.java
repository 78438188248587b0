package dev.atelier.contracts.account;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** A person's account. Prints as {@code account-<uuid>}, which is also the name of its stream. */
public record AccountId(UUID value) {
    private static final String PREFIX = "account-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static AccountId parse(String text) {
        return new AccountId(Ids.parse(PREFIX, text));
    }

    /** Each person has one account; it shares the person's uuid, so that no look-up is needed. */
    public static AccountId of(dev.atelier.contracts.user.UserId user) {
        return new AccountId(user.value());
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
