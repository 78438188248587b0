package dev.atelier.query.readmodel;

/** The read models are being built, so that what they lack says nothing; ask again later. */
public final class ModelsIncompleteException extends RuntimeException {
    public ModelsIncompleteException() {
        super("the read models are being built", null, false, false);
    }
}
