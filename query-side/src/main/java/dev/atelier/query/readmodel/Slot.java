package dev.atelier.query.readmodel;

/** There are at most two generations at a time. */
public enum Slot {
    /** The one that is read. */
    LIVE,
    /** The one that is built beside it, to take its place. */
    BUILDING
}
