package dev.atelier.command.intake;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobCommand.RecordCancellation;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.wire.UnreadableMessageException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;

/** Reports of the workers become commands to their job; time and chance are added here. */
final class ReportIntake implements Intake.Handler {
    private final RepeatableCommands commands;
    private final ResultProof proof;
    private final FailureDetails details;
    private final Clock clock;
    private final RandomGenerator chance;

    /** Whether a reported result really lies in the bucket. */
    @FunctionalInterface
    interface ResultProof {
        boolean isThere(Artifact artifact);
    }

    /** Seals what a back end said about a failure: it may quote what the person wrote. */
    @FunctionalInterface
    interface FailureDetails {
        @Nullable
        PersonalText seal(RunFailed report);
    }

    ReportIntake(
            RepeatableCommands commands,
            ResultProof proof,
            FailureDetails details,
            Clock clock,
            RandomGenerator chance) {
        this.commands = commands;
        this.proof = proof;
        this.details = details;
        this.clock = clock;
        this.chance = chance;
    }

    @Override
    public void handle(Object payload, Message message) {
        if (!(payload instanceof RunReport report)) {
            throw new UnreadableMessageException("not a run report: " + payload.getClass());
        }
        String cause = Objects.toString(message.getMessageProperties().getMessageId(), "unknown");
        commands.send(commandOf(report), Map.of(Metadata.ACTOR, "system:worker", Metadata.CAUSE, cause));
    }

    private JobCommand commandOf(RunReport report) {
        return switch (report) {
            case RunSucceeded r -> {
                r.artifacts().forEach(artifact -> requireOwnPlace(r, artifact));
                yield r.artifacts().stream().allMatch(proof::isThere)
                        ? new RecordSuccess(r.jobId(), r.attempt(), r.artifacts(), clock.instant())
                        : unproven(r);
            }
            case RunFailed r ->
                new RecordFailure(
                        r.jobId(), r.attempt(), r.reason(), details.seal(r), clock.instant(), chance.nextDouble());
            case RunCancelled r -> new RecordCancellation(r.jobId(), r.attempt(), r.ran(), clock.instant());
        };
    }

    /** A price is captured for a result that is there, and for nothing else. */
    private JobCommand unproven(RunSucceeded report) {
        return new RecordFailure(
                report.jobId(),
                report.attempt(),
                FailureReason.STORAGE_UNAVAILABLE,
                null,
                clock.instant(),
                chance.nextDouble());
    }

    /** A worker can only offer what lies where the results of that attempt belong. */
    private static void requireOwnPlace(RunSucceeded report, Artifact artifact) {
        if (!artifact.key().startsWith("results/" + report.jobId() + "/" + report.attempt() + "/")) {
            throw new UnreadableMessageException("a result outside the attempt's own place");
        }
    }
}
