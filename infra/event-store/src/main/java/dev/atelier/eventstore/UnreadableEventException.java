package dev.atelier.eventstore;

/**
 * An event of the log that cannot be read: its wire name is unknown to this version, its JSON is broken, or whoever
 * folds it fails. Trying again does not help: a newer version may, or an administrator lets the processor go on
 * without it.
 */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long position;
    private final String stream;
    private final String eventId;

    public UnreadableEventException(StoredEvent event, Throwable cause) {
        this(event.position(), event.stream(), event.eventId(), event.type(), cause);
    }

    /** @param type the event's wire name */
    public UnreadableEventException(long position, String stream, String eventId, String type, Throwable cause) {
        super("event %s (%s, position %d, stream %s) cannot be read".formatted(eventId, type, position, stream), cause);
        this.position = position;
        this.stream = stream;
        this.eventId = eventId;
    }

    public long position() {
        return position;
    }

    public String stream() {
        return stream;
    }

    public String eventId() {
        return eventId;
    }
}
