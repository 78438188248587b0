package dev.atelier.command.stream;

import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.Commands.Handled;
import dev.atelier.eventstore.LogReader;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Sends the commands of this deployable's own routes, so many at once. Waiting costs no thread, so nothing else would
 * keep requests from piling up while the log is away: whoever comes then is told at once.
 */
public final class Submission {
    private final Commands commands;
    private final LogReader log;
    private final int atOnceMax;
    private final Semaphore places;

    Submission(Commands commands, LogReader log, int atOnceMax) {
        this.commands = commands;
        this.log = log;
        this.atOnceMax = atOnceMax;
        places = new Semaphore(atOnceMax);
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
        if (!places.tryAcquire()) {
            throw new TooBusyException(atOnceMax);
        }
        try {
            return outcome(commands.send(command, metadata), result);
        } finally {
            places.release();
        }
    }

    private <R> Outcome<R> outcome(Handled handled, Class<R> result) {
        boolean appended = handled.position() > 0;
        return new Outcome<>(handled.as(result), appended ? handled.position() : log.headPosition(), appended);
    }
}
