package dev.atelier.command.storage;

/** S3 cannot be reached, or refuses what it should not refuse; the same may succeed later. */
public final class StorageAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageAwayException(Throwable cause) {
        super("the object storage is away", cause);
    }
}
