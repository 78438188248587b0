package dev.atelier.wire;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.log.DeadLetterSettled;
import dev.atelier.contracts.log.DeadLetterSettled.Verdict;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.LetterId;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunSignal;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadEvent;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One example of everything that is stored or sent, with every optional part present. */
final class Samples {
    private static final UUID ID = UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd");
    private static final UserId USER = new UserId(ID);
    private static final AccountId ACCOUNT = AccountId.of(USER);
    private static final JobId JOB = new JobId(ID);
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123456Z");
    private static final String SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final PersonalText TEXT = new PersonalText("v1.c2VhbGVk");
    private static final Credits TEN = Credits.of(10);
    private static final PresetName INVERT = new PresetName("invert");
    private static final Artifact ARTIFACT =
            new Artifact("results/" + JOB + "/1/" + SHA + ".png", "image/png", 1234, SHA, 451, 300);
    private static final JobInput INPUT =
            new JobInput("image", new UploadId(ID), "inputs/" + ID + "/" + SHA, "image/png", SHA, 451, 300);
    private static final Map<String, ParameterValue> PARAMETERS = Map.of(
            "a-size", new ParameterValue.Number(new BigDecimal("0.5")),
            "b-fast", new ParameterValue.Flag(true),
            "c-method", new ParameterValue.Choice("area"),
            "d-prompt", new ParameterValue.Text(TEXT));
    private static final PresetDefinition DEFINITION = new PresetDefinition(
            JobKind.IMAGE,
            "image",
            TEN,
            Duration.ofMinutes(2),
            Map.of("en", "Invert", "ru", "Инверсия"),
            "{\"1\":{\"class_type\":\"LoadImage\",\"inputs\":{\"image\":\"\"}}}",
            List.of(new PresetDefinition.Input("image", List.of(new Placement("1", "image")))),
            List.of(
                    parameter("size", new Rule.NumberRange(BigDecimal.ONE, BigDecimal.TEN, true, BigDecimal.TWO)),
                    parameter("fast", new Rule.Toggle(true)),
                    parameter("method", new Rule.OneOf(List.of("area", "lanczos"), "area")),
                    parameter("prompt", new Rule.FreeText(500, false))));

    private Samples() {}

    static List<Object> events() {
        return List.of(
                new UserEvent.UserRegistered(USER, TEXT, "ru"),
                new UserEvent.IdentityClaimed(new IdentityId("oidc", SHA), USER),
                new UserEvent.PersonErased(USER),
                new UserEvent.IdentityReleased(new IdentityId("oidc", SHA), USER),
                new AccountEvent.AccountOpened(ACCOUNT, USER),
                new AccountEvent.AccountClosed(ACCOUNT),
                new AccountEvent.BalanceCredited(ACCOUNT, TEN, new CreditCause.Granted(new GrantId(ID))),
                new AccountEvent.BalanceReserved(ACCOUNT, JOB, TEN),
                new AccountEvent.BalanceCaptured(ACCOUNT, JOB, Credits.of(7), Credits.of(3)),
                new AccountEvent.BalanceRefunded(
                        ACCOUNT, JOB, TEN, AccountEvent.BalanceRefunded.From.RESERVED, RefundReason.JOB_FAILED),
                new GrantEvent.GrantIssued(new GrantId(ID), ACCOUNT, TEN, TEXT),
                new GrantEvent.RefundIssued(RefundId.of(JOB), ACCOUNT, JOB, TEN, TEXT),
                new UploadEvent.UploadAccepted(
                        new UploadId(ID), USER, new Picture(INPUT.key(), "image/png", 1234, SHA, 451, 300)),
                new PresetEvent.PresetDefined(INVERT, 1, DEFINITION),
                new PresetEvent.PresetRevised(INVERT, 2, DEFINITION),
                new PresetEvent.PresetRetired(INVERT),
                new JobEvent.JobCreated(
                        JOB,
                        USER,
                        ACCOUNT,
                        JobKind.IMAGE,
                        new PresetRef(INVERT, 1),
                        "image",
                        PARAMETERS,
                        List.of(INPUT),
                        TEN,
                        Duration.ofMinutes(2),
                        Duration.ofHours(1),
                        SHA,
                        TEXT,
                        JOB,
                        AT),
                new JobEvent.JobQueued(JOB, 1),
                new JobEvent.JobStarted(JOB, 1, "worker-1", ID.toString(), AT),
                new JobEvent.JobSucceeded(JOB, 1, List.of(ARTIFACT), AT),
                new JobEvent.JobAttemptFailed(JOB, 1, FailureReason.OUT_OF_MEMORY, TEXT, AT),
                new JobEvent.JobRetryScheduled(JOB, 2, AT),
                new JobEvent.JobFailed(JOB, FailureReason.TIMED_OUT, AT),
                new JobEvent.JobCancelRequested(JOB, 1, CancelledBy.OWNER, AT),
                new JobEvent.JobCancelled(JOB, CancelledBy.ADMINISTRATOR, Credits.of(3), AT),
                new JobEvent.LateResultRecorded(JOB, 1, List.of(ARTIFACT), AT),
                new JobEvent.ResultDelivered(JOB, "telegram", "42/7", AT),
                new EventSkipped(Processor.READ_MODELS, ID, 42, "written by a version that never shipped"),
                new DeadLetterSettled(
                        new LetterId(ID), Verdict.REQUEUED, "commands", "refund-balance", "saga/7", "the bug is gone"));
    }

    static List<Object> messages() {
        return List.of(
                new JobCommand.QueueJob(JOB, 2),
                new JobCommand.ExpireJob(JOB, AT),
                new JobCommand.RecordFailure(JOB, 1, FailureReason.ATTEMPT_LOST, TEXT, AT, 0.25),
                new AccountCommand.CaptureBalance(ACCOUNT, JOB, TEN),
                new AccountCommand.RefundBalance(ACCOUNT, JOB, RefundReason.JOB_CANCELLED),
                new RunOrder(
                        JOB,
                        1,
                        JobKind.IMAGE,
                        "image",
                        "{}",
                        List.of(new RunOrder.Input(
                                "image", INPUT.key(), "image/png", SHA, List.of(new Placement("1", "image")))),
                        List.of(
                                placed(new RunOrder.Value.Number(new BigDecimal("0.5"))),
                                placed(new RunOrder.Value.Flag(true)),
                                placed(new RunOrder.Value.Text("a \"quoted\" cat"))),
                        Duration.ofMinutes(2)),
                new RunClaim(JOB, 1, "worker-1", ID.toString()),
                new RunClaim.Answer.Accepted(),
                new RunClaim.Answer.Refused("finished"),
                new RunReport.RunSucceeded(JOB, 1, List.of(ARTIFACT), Duration.ofMillis(1500)),
                new RunReport.RunFailed(JOB, 1, FailureReason.NO_OUTPUT, "nothing to show"),
                new RunReport.RunCancelled(JOB, 1, Duration.ofSeconds(3)),
                new RunSignal.RunHeartbeat(JOB, 1, "worker-1"),
                new RunSignal.RunProgress(JOB, 1, 42),
                new CancelRun(JOB, 1));
    }

    private static RunOrder.PlacedValue placed(RunOrder.Value value) {
        return new RunOrder.PlacedValue(value, List.of(new Placement("2", "value")));
    }

    private static PresetDefinition.Parameter parameter(String name, Rule rule) {
        return new PresetDefinition.Parameter(name, Map.of("en", name), rule, List.of(new Placement("2", name)));
    }
}
