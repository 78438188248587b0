package dev.atelier.saga.runs;

/** A job's run cannot be described: its preset is unknown, an input is missing, or its texts were erased. */
public final class UnbuildableOrderException extends Exception {
    UnbuildableOrderException(String why) {
        super(why);
    }
}
