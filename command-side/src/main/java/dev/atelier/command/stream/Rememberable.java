package dev.atelier.command.stream;

/** An aggregate whose state is one immutable value, so that it can be remembered and taken up again. */
public interface Rememberable {
    /** What its events have made of it. */
    Object state();

    /** Makes this one, which has no events yet, what another one of the same stream was. */
    void restore(String stream, Object state);
}
