package dev.atelier.command.stream;

import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.Commands.Handled;
import dev.atelier.eventstore.LogReader;
import java.util.Map;

/** Sends the commands of this deployable's own routes. */
public final class Submission {
    private final Commands commands;
    private final LogReader log;

    Submission(Commands commands, LogReader log) {
        this.commands = commands;
        this.log = log;
    }

    /**
     * What came of a command.
     *
     * @param position a log position that has everything the result tells
     * @param appended whether this command changed anything
     */
    public record Outcome<R>(R result, long position, boolean appended) {}

    /** Refusals are thrown as the handler throws them. */
    public <R> Outcome<R> send(Object command, Map<String, String> metadata, Class<R> result) {
        Handled handled = commands.send(command, metadata);
        boolean appended = handled.position() > 0;
        return new Outcome<>(handled.as(result), appended ? handled.position() : log.headPosition(), appended);
    }
}
