package dev.atelier.eventstore;

import org.axonframework.modelling.command.AggregateStreamCreationException;

/** What may happen once has happened already: the stream of that id exists, and what stands in it is the answer. */
public final class StreamExistsException extends AggregateStreamCreationException {
    private final String stream;

    StreamExistsException(String stream, Throwable cause) {
        super("the stream " + stream + " exists already", cause);
        this.stream = stream;
    }

    public String stream() {
        return stream;
    }
}
