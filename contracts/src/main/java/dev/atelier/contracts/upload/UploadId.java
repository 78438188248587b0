package dev.atelier.contracts.upload;

import dev.atelier.contracts.Ids;
import java.util.UUID;

/** A picture that a person handed in. Prints as {@code upload-<uuid>}, which is also the name of its stream. */
public record UploadId(UUID value) {
    private static final String PREFIX = "upload-";

    /** Reads the printed form; anything else is an {@link IllegalArgumentException}. */
    public static UploadId parse(String text) {
        return new UploadId(Ids.parse(PREFIX, text));
    }

    /** Known bytes are recognised within one owner only, so the owner is part of the id. */
    public static UploadId of(dev.atelier.contracts.user.UserId owner, String sha256) {
        return new UploadId(Ids.derive("upload", owner.toString(), sha256));
    }

    @Override
    public String toString() {
        return PREFIX + value;
    }
}
