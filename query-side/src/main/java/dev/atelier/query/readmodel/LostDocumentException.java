package dev.atelier.query.readmodel;

/** Redis has lost a part of the read models, so that they have to be built again. */
public final class LostDocumentException extends RuntimeException {
    public LostDocumentException(String key) {
        super("the read models lack " + key);
    }
}
