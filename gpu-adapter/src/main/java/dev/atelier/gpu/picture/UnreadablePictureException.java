package dev.atelier.gpu.picture;

import java.io.IOException;

/** The bytes are not a whole picture of a format we know. The message names the fault and never quotes the content. */
public final class UnreadablePictureException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadablePictureException(String fault) {
        super(fault);
    }
}
