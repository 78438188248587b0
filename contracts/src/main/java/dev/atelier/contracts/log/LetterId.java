package dev.atelier.contracts.log;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** A dead letter, by its message id and its content. Prints as {@code letter-<uuid>}, which is also its stream's name. */
public record LetterId(UUID value) {
    private static final String PREFIX = "letter-";

    /** @param content a digest of the body; what it says is nobody's business here */
    public static LetterId of(String messageId, String content) {
        return new LetterId(Ids.derive("dead-letter", messageId, content));
    }

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static LetterId parse(String text) {
        return new LetterId(Ids.parse(PREFIX, text));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
