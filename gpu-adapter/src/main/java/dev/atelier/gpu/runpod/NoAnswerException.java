package dev.atelier.gpu.runpod;

import java.io.IOException;

/** A request got no answer. */
final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;

    /** @param sent whether RunPod may have read and obeyed the request */
    NoAnswerException(boolean sent, String what, Throwable cause) {
        super(what, cause);
        this.sent = sent;
    }

    boolean sent() {
        return sent;
    }
}
