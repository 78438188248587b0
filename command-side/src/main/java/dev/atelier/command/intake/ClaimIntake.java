package dev.atelier.command.intake;

import dev.atelier.contracts.job.JobCommand.StartAttempt;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.wire.Replies;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.amqp.core.Message;

/** Claims of the workers: the answer goes to the asker's own queue. If it is lost, the worker asks again. */
final class ClaimIntake implements Intake.Handler {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private final RepeatableCommands commands;
    private final Replies replies;
    private final Clock clock;

    ClaimIntake(RepeatableCommands commands, Replies replies, Clock clock) {
        this.commands = commands;
        this.replies = replies;
        this.clock = clock;
    }

    /** The names go into the log for ever, and the worker's is a routing key. */
    private static boolean isNamed(RunClaim claim) {
        return NAME.matcher(claim.worker()).matches()
                && NAME.matcher(claim.backendRun()).matches();
    }

    @Override
    public void handle(Object payload, Message message) {
        String replyTo = message.getMessageProperties().getReplyTo();
        if (!(payload instanceof RunClaim claim) || replyTo == null || !isNamed(claim)) {
            throw new UnreadableMessageException("not a claim with a place to answer to");
        }
        String messageId = Objects.toString(message.getMessageProperties().getMessageId(), "unknown");
        StartAttempt start =
                new StartAttempt(claim.jobId(), claim.attempt(), claim.worker(), claim.backendRun(), clock.instant());
        RunClaim.Answer answer = commands.send(
                        start, Map.of(Metadata.ACTOR, "worker:" + claim.worker(), Metadata.CAUSE, messageId))
                .<RunClaim.Answer>map(RunClaim.Answer.Refused::new)
                .orElseGet(RunClaim.Answer.Accepted::new);
        Message reply = WireMessages.encode(answer, messageId + "/answer");
        reply.getMessageProperties()
                .setCorrelationId(message.getMessageProperties().getCorrelationId());
        replies.send(replyTo, reply);
    }
}
