package dev.atelier.chaos.strike.domain;

import java.util.Locale;

/** How a GPU server misbehaves. */
public enum Trick {
    /** The next runs that end are in no list. */
    LOSE_IDS,
    /** It forgets queue, history and runs, as one that was restarted. */
    FORGET,
    /** Its WebSockets say nothing for a while. */
    GO_SILENT,
    /** Its WebSockets say everything twice for a while. */
    ANSWER_TWICE,
    /** Submissions are taken and not answered. */
    DROP_ANSWERS,
    /** The next runs are out of memory. */
    OUT_OF_MEMORY,
    /** The next runs succeed without a picture. */
    NO_OUTPUT,
    /** The next requests are answered with 500. */
    SERVER_ERROR,
    /** Runs take longer than their limit allows, until the trick is over. */
    STALL;

    /** As it is named in addresses and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that {@link #word()}; anything else is an {@link IllegalArgumentException}. */
    public static Trick parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
