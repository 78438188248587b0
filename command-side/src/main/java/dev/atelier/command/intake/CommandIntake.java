package dev.atelier.command.intake;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.wire.UnreadableMessageException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.amqp.core.Message;

/**
 * Commands of the orchestrator. The list is closed: never a credit, a payment or anything of an administrator, whoever
 * can write to the queue.
 */
final class CommandIntake implements Intake.Handler {
    private static final Set<FailureReason> TIME_OUTS = Set.of(FailureReason.TIMED_OUT, FailureReason.ATTEMPT_LOST);

    private final RepeatableCommands commands;

    CommandIntake(RepeatableCommands commands) {
        this.commands = commands;
    }

    @Override
    public void handle(Object payload, Message message) {
        Map<String, String> metadata = Map.of(
                Metadata.ACTOR,
                "system:fulfilment",
                Metadata.CAUSE,
                Objects.toString(message.getMessageProperties().getMessageId(), "unknown"));
        switch (payload) {
            case QueueJob command -> commands.send(command, metadata);
            case ExpireJob command -> commands.send(command, metadata);
            case CaptureBalance command -> commands.send(command, metadata);
            case RefundBalance command -> commands.send(command, metadata);
            case RecordFailure command when TIME_OUTS.contains(command.reason()) -> commands.send(command, metadata);
            default -> throw new UnreadableMessageException("not taken from this queue: " + payload.getClass());
        }
    }
}
