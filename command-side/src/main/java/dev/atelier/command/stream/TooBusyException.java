package dev.atelier.command.stream;

/** As many commands as may wait for the log wait for it already. */
final class TooBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooBusyException(int atOnceMax) {
        super(atOnceMax + " commands wait for the log", null, false, false);
    }
}
