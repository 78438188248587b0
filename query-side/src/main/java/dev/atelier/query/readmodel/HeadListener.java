package dev.atelier.query.readmodel;

/** Is told by the projection's own thread that the read models have moved on. */
@FunctionalInterface
public interface HeadListener {
    /** Must not block: the projection waits meanwhile. */
    void moved(Head head);
}
