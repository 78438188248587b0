package dev.atelier.contracts.user;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** A person, by an opaque id that says nothing about them. Prints as {@code user-<uuid>}, which is also the name of its stream. */
public record UserId(UUID value) {
    private static final String PREFIX = "user-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static UserId parse(String text) {
        return new UserId(Ids.parse(PREFIX, text));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
