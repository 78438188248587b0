package dev.atelier.contracts.wire;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.log.DeadLetterSettled;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunSignal;
import dev.atelier.contracts.upload.UploadEvent;
import dev.atelier.contracts.user.UserEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of names under which events are stored and messages are sent. A name that has been stored is never
 * changed or used for something else; a new shape of an event gets the next revision and an upcaster.
 */
public final class WireNames {
    /** A name, its present revision (from 1) and the type it is read into. */
    public record WireName(String name, int revision, Class<?> type) {}

    private static final List<WireName> EVENTS = List.of(
            name("user-registered", UserEvent.UserRegistered.class),
            name("identity-claimed", UserEvent.IdentityClaimed.class),
            name("person-erased", UserEvent.PersonErased.class),
            name("identity-released", UserEvent.IdentityReleased.class),
            name("account-opened", AccountEvent.AccountOpened.class),
            name("account-closed", AccountEvent.AccountClosed.class),
            name("balance-credited", AccountEvent.BalanceCredited.class),
            name("balance-reserved", AccountEvent.BalanceReserved.class),
            name("balance-captured", AccountEvent.BalanceCaptured.class),
            name("balance-refunded", AccountEvent.BalanceRefunded.class),
            name("grant-issued", GrantEvent.GrantIssued.class),
            name("refund-issued", GrantEvent.RefundIssued.class),
            name("upload-accepted", UploadEvent.UploadAccepted.class),
            name("preset-defined", PresetEvent.PresetDefined.class),
            name("preset-revised", PresetEvent.PresetRevised.class),
            name("preset-retired", PresetEvent.PresetRetired.class),
            name("job-created", JobEvent.JobCreated.class),
            name("job-queued", JobEvent.JobQueued.class),
            name("job-started", JobEvent.JobStarted.class),
            name("job-succeeded", JobEvent.JobSucceeded.class),
            name("job-attempt-failed", JobEvent.JobAttemptFailed.class),
            name("job-retry-scheduled", JobEvent.JobRetryScheduled.class),
            name("job-failed", JobEvent.JobFailed.class),
            name("job-cancel-requested", JobEvent.JobCancelRequested.class),
            name("job-cancelled", JobEvent.JobCancelled.class),
            name("late-result-recorded", JobEvent.LateResultRecorded.class),
            name("result-delivered", JobEvent.ResultDelivered.class),
            name("event-skipped", EventSkipped.class),
            name("dead-letter-settled", DeadLetterSettled.class));

    /** Everything that travels over RabbitMQ; the command side accepts the commands among them and no other. */
    private static final List<WireName> MESSAGES = List.of(
            name("queue-job", JobCommand.QueueJob.class),
            name("expire-job", JobCommand.ExpireJob.class),
            name("record-failure", JobCommand.RecordFailure.class),
            name("capture-balance", AccountCommand.CaptureBalance.class),
            name("refund-balance", AccountCommand.RefundBalance.class),
            name("run-order", RunOrder.class),
            name("run-claim", RunClaim.class),
            name("claim-accepted", RunClaim.Answer.Accepted.class),
            name("claim-refused", RunClaim.Answer.Refused.class),
            name("run-succeeded", RunReport.RunSucceeded.class),
            name("run-failed", RunReport.RunFailed.class),
            name("run-cancelled", RunReport.RunCancelled.class),
            name("run-heartbeat", RunSignal.RunHeartbeat.class),
            name("run-progress", RunSignal.RunProgress.class),
            name("cancel-run", CancelRun.class));

    private static final Map<String, WireName> EVENTS_BY_NAME = by(EVENTS, WireName::name);
    private static final Map<String, WireName> MESSAGES_BY_NAME = by(MESSAGES, WireName::name);
    private static final Map<Class<?>, WireName> EVENTS_BY_TYPE = by(EVENTS, WireName::type);
    private static final Map<Class<?>, WireName> MESSAGES_BY_TYPE = by(MESSAGES, WireName::type);

    private WireNames() {}

    /** Every event that is stored. */
    public static List<WireName> events() {
        return EVENTS;
    }

    /** Every message that is sent. */
    public static List<WireName> messages() {
        return MESSAGES;
    }

    public static Optional<WireName> event(String name) {
        return Optional.ofNullable(EVENTS_BY_NAME.get(name));
    }

    public static Optional<WireName> message(String name) {
        return Optional.ofNullable(MESSAGES_BY_NAME.get(name));
    }

    public static Optional<WireName> ofEvent(Class<?> type) {
        return Optional.ofNullable(EVENTS_BY_TYPE.get(type));
    }

    public static Optional<WireName> ofMessage(Class<?> type) {
        return Optional.ofNullable(MESSAGES_BY_TYPE.get(type));
    }

    private static WireName name(String name, Class<?> type) {
        return new WireName(name, 1, type);
    }

    private static <K> Map<K, WireName> by(List<WireName> names, Function<WireName, K> key) {
        return names.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }
}
