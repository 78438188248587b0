package dev.atelier.query.readmodel;

/** Makes the projector of a slot. */
@FunctionalInterface
public interface Projectors {
    Projector of(Slot slot);
}
