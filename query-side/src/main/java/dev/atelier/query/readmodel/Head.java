package dev.atelier.query.readmodel;

/**
 * How far one build of the read models tells the story.
 *
 * @param generation names the build; another build from zero has another
 * @param position of the newest event that is in them, 0 before the first
 * @param eventId of that event, so that a log restored to an older point is noticed; empty before the first
 * @param complete whether this generation has once caught up with the log
 * @param events how many events are in them
 */
public record Head(String generation, long position, String eventId, boolean complete, long events) {
    public static Head begin(String generation) {
        return new Head(generation, 0, "", false, 0);
    }

    /** After more events, the last of which is named. */
    Head after(int more, long newPosition, String newEventId) {
        return new Head(generation, newPosition, newEventId, complete, events + more);
    }

    Head completed() {
        return new Head(generation, position, eventId, true, events);
    }
}
