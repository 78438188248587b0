package dev.atelier.eventstore;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the command that is being handled on this thread may come to its decision. What is appended may be decided from
 * assumptions about the streams, because the log refuses an append to a stream that has moved on. A refusal, or
 * "nothing to do", meets no such check: {@link Commands} has it decided once more without assumptions.
 */
public final class Handling {
    private static final ScopedValue<Handling> CURRENT = ScopedValue.newInstance();

    private final boolean mayAssume;
    private boolean assumed;
    private long position;

    Handling(boolean mayAssume) {
        this.mayAssume = mayAssume;
    }

    /**
     * What this process remembers or expects of a stream; null where it has to be read: nothing is known of it, or the
     * decision is to be made from the log, or no command is being handled.
     */
    public static <T> @Nullable T assume(Supplier<? extends @Nullable T> assumption) {
        if (!CURRENT.isBound() || !CURRENT.get().mayAssume) {
            return null;
        }
        T known = assumption.get();
        CURRENT.get().assumed |= known != null;
        return known;
    }

    void run(Runnable dispatch) {
        ScopedValue.where(CURRENT, this).run(dispatch);
    }

    /** The storage engine says where it put the events of the command that is being handled on this thread. */
    static void appended(long position) {
        if (CURRENT.isBound()) {
            CURRENT.get().position = position;
        }
    }

    /** The log position after the append, 0 if nothing was appended. */
    long position() {
        return position;
    }

    /** Whether the outcome stands: the log has checked it, or it was made from the log. */
    boolean isFinal() {
        return position > 0 || !assumed;
    }
}
