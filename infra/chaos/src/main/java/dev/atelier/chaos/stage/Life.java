package dev.atelier.chaos.stage;

import java.util.List;

/** A running program, from one start to the next. */
interface Life {
    /** The processes that are it; the children of these are found when they are needed. */
    List<Long> pids();

    /** Whether it runs. */
    boolean isAlive();

    /** Ends it politely, and frees what it used; also where it has ended already. */
    void end();
}
