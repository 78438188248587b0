package dev.atelier.command.upload.picture;

/** Too many large pictures at once; the same one may be taken a little later. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException() {
        super("too many large pictures at once", null, false, false);
    }
}
