package dev.atelier.gpu.media;

import java.io.IOException;

/** The bytes are nothing that is stored as a result. The message names the fault and never quotes the content. */
public final class UnknownMediaException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownMediaException(String fault) {
        super(fault);
    }
}
