package dev.atelier.command.intake;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.JobAnswer;
import dev.atelier.command.job.JobMeters;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.eventstore.Commands;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Has commands handled in this process; every one leaves a line in the log, and a job's steps are counted. */
final class HandledHere implements RepeatableCommands {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final Commands commands;
    private final JobMeters meters;

    HandledHere(Commands commands, JobMeters meters) {
        this.commands = commands;
        this.meters = meters;
    }

    @Override
    public Optional<String> send(Object command, Map<String, String> metadata) {
        try (var job = MDC.putCloseable("job", jobOf(command));
                var attempt = MDC.putCloseable("attempt", attemptOf(command))) {
            Decision<?, ?> decision = handle(command, metadata);
            LOG.info("{} by {}: {}", command.getClass().getSimpleName(), metadata.get("actor"), inWords(decision));
            return decision instanceof Decision.Refused<?, ?>(Object why)
                    ? Optional.of(why.toString().toLowerCase(Locale.ROOT))
                    : Optional.empty();
        }
    }

    private Decision<?, ?> handle(Object command, Map<String, String> metadata) {
        Object result = commands.send(command, metadata).as(Object.class);
        return switch (result) {
            case JobAnswer answer -> {
                meters.count(answer);
                yield answer.decision();
            }
            case Decision<?, ?> decision -> decision;
            default -> throw new IllegalStateException("not a decision: " + result.getClass());
        };
    }

    private static String inWords(Decision<?, ?> decision) {
        return switch (decision) {
            case Decision.Refused<?, ?>(var why) -> "refused, " + why;
            case Decision.Decided<?, ?>(List<?> events) when events.isEmpty() -> "nothing to do";
            case Decision.Decided<?, ?>(List<?> events) ->
                events.stream().map(event -> event.getClass().getSimpleName()).collect(Collectors.joining(", "));
        };
    }

    private static String jobOf(Object command) {
        return switch (command) {
            case JobCommand c -> c.jobId().toString();
            case AccountCommand.CaptureBalance c -> c.jobId().toString();
            case AccountCommand.RefundBalance c -> c.jobId().toString();
            default -> "";
        };
    }

    private static String attemptOf(Object command) {
        return switch (command) {
            case StartAttempt c -> Integer.toString(c.attempt());
            case RecordSuccess c -> Integer.toString(c.attempt());
            case RecordFailure c -> Integer.toString(c.attempt());
            case RecordCancellation c -> Integer.toString(c.attempt());
            case QueueJob c -> Integer.toString(c.attempt());
            default -> "";
        };
    }
}
