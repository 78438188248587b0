package dev.atelier.query.readmodel;

/**
 * How far the read models tell the story.
 *
 * @param generation names one build of the models from zero; a rebuild has another
 * @param position of the newest event that is in them, 0 before the first
 * @param eventId of that event, so that a log restored to an older point is noticed; empty before the first
 * @param complete whether this generation has once caught up with the log
 */
public record Head(String generation, long position, String eventId, boolean complete) {
    static Head begin(String generation) {
        return new Head(generation, 0, "", false);
    }
}
