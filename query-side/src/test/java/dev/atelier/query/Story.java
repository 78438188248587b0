package dev.atelier.query;

import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobRetryScheduled;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as they come in life, for tests. */
public final class Story {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final PresetName INVERT = new PresetName("invert");
    public static final String SHA = "ab".repeat(32);

    private Story() {}

    public static UserId user(int n) {
        return new UserId(new UUID(1, n));
    }

    public static AccountId account(int n) {
        return AccountId.of(user(n));
    }

    public static JobId job(int n) {
        return new JobId(new UUID(2, n));
    }

    /** What {@link #unseal} opens. */
    public static PersonalText seal(String text) {
        return new PersonalText("v1." + text);
    }

    public static Optional<String> unseal(PersonalText text) {
        return Optional.of(text.sealed().substring(3));
    }

    public static UserRegistered registered(int user, String name) {
        return new UserRegistered(user(user), seal(name), "ru");
    }

    public static IdentityId identity(String kind, int n) {
        return new IdentityId(kind, "%064x".formatted(n));
    }

    public static IdentityClaimed claimed(int user, String kind) {
        return new IdentityClaimed(identity(kind, user), user(user));
    }

    public static IdentityReleased released(int user, String kind) {
        return new IdentityReleased(identity(kind, user), user(user));
    }

    public static AccountOpened opened(int user) {
        return new AccountOpened(account(user), user(user));
    }

    public static GrantId grant(int user) {
        return GrantId.of(account(user), "gift");
    }

    public static GrantIssued grantIssued(int user, long amount, String reason) {
        return new GrantIssued(grant(user), account(user), Credits.of(amount), seal(reason));
    }

    public static BalanceCredited credited(int user, long amount) {
        return new BalanceCredited(account(user), Credits.of(amount), new CreditCause.Granted(grant(user)));
    }

    public static BalanceReserved reserved(int user, int job, long amount) {
        return new BalanceReserved(account(user), job(job), Credits.of(amount));
    }

    public static BalanceCaptured captured(int user, int job, long amount, long released) {
        return new BalanceCaptured(account(user), job(job), Credits.of(amount), Credits.of(released));
    }

    public static BalanceRefunded refunded(int user, int job, long amount, From from) {
        RefundReason reason = from == From.RESERVED ? RefundReason.JOB_FAILED : RefundReason.ADMINISTRATOR;
        return new BalanceRefunded(account(user), job(job), Credits.of(amount), from, reason);
    }

    public static JobCreated created(int job, int user) {
        return created(job, user, JobKind.IMAGE, null);
    }

    public static JobCreated created(int job, int user, JobKind kind, @Nullable String reference) {
        return new JobCreated(
                job(job),
                user(user),
                account(user),
                kind,
                new PresetRef(INVERT, 1),
                kind == JobKind.IMAGE ? "image" : "book",
                Map.of(),
                List.of(),
                Credits.of(3),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                "fingerprint",
                reference == null ? null : seal(reference),
                null,
                NOON);
    }

    public static JobQueued queued(int job, int attempt) {
        return new JobQueued(job(job), attempt);
    }

    public static JobStarted started(int job, int attempt, Instant at) {
        return new JobStarted(job(job), attempt, "worker-1", "run-" + attempt, at);
    }

    public static Artifact artifact(int job) {
        return new Artifact("results/" + job(job) + "/1/" + SHA + ".png", "image/png", 1234, SHA, 640, 480);
    }

    public static JobSucceeded succeeded(int job, Instant at) {
        return new JobSucceeded(job(job), 1, List.of(artifact(job)), at);
    }

    public static JobAttemptFailed attemptFailed(int job, int attempt, FailureReason reason) {
        return new JobAttemptFailed(job(job), attempt, reason, null, NOON);
    }

    public static JobRetryScheduled retryScheduled(int job, int next, Instant notBefore) {
        return new JobRetryScheduled(job(job), next, notBefore);
    }

    public static JobFailed failed(int job, FailureReason reason, Instant at) {
        return new JobFailed(job(job), reason, at);
    }

    /** A preset with a picture and a number. */
    public static PresetDefinition preset(long price) {
        PresetDefinition.Placement place = new PresetDefinition.Placement("1", "image");
        return new PresetDefinition(
                JobKind.IMAGE,
                "image",
                Credits.of(price),
                Duration.ofMinutes(2),
                Map.of("en", "Invert", "ru", "Негатив"),
                "{}",
                List.of(new PresetDefinition.Input("image", List.of(place))),
                List.of(new PresetDefinition.Parameter(
                        "strength",
                        Map.of("en", "Strength"),
                        new Rule.NumberRange(BigDecimal.ZERO, BigDecimal.TEN, true, BigDecimal.ONE),
                        List.of(place))));
    }
}
