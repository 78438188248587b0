package dev.atelier.allinone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.PresetRef;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A judge who finds nothing is worth something only if he finds what is wrong. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgeTest {
    private static final Instant NOON = VirtualTime.NOON;
    private static final UserId PERSON = new UserId(new UUID(0, 1));
    private static final AccountId ACCOUNT = AccountId.of(PERSON);
    private static final JobId JOB = new JobId(new UUID(0, 2));
    private static final Object SUCCEEDED = new JobSucceeded(JOB, 1, List.of(), NOON);
    private static final Object FAILED = new JobFailed(JOB, FailureReason.TIMED_OUT, NOON);
    private static final Object CANCELLED = new JobCancelled(JOB, CancelledBy.OWNER, Credits.of(2), NOON);

    @Test
    void what_is_right_is_not_blamed() {
        assertThat(findings(SUCCEEDED, captured(5, 0))).isEmpty();
        assertThat(findings(FAILED, released(5))).isEmpty();
        assertThat(findings(CANCELLED, captured(2, 3))).isEmpty();
    }

    @Test
    void a_capture_that_comes_twice_is_found() {
        assertThat(findings(SUCCEEDED, captured(5, 0), captured(5, 0)))
                .anyMatch(finding -> finding.contains("HELD is below zero"))
                .anyMatch(finding -> finding.contains("settled 2 times"));
    }

    @Test
    void a_lost_release_is_found() {
        assertThat(findings(FAILED))
                .anyMatch(finding -> finding.contains("settled 0 times"))
                .anyMatch(finding -> finding.contains("still held"));
    }

    @Test
    void a_wrong_price_is_found() {
        assertThat(findings(FAILED, captured(5, 0))).anyMatch(finding -> finding.contains("cost 5 instead of 0"));
        assertThat(findings(SUCCEEDED, released(5))).anyMatch(finding -> finding.contains("cost 0 instead of 5"));
        assertThat(findings(CANCELLED, captured(3, 2))).anyMatch(finding -> finding.contains("cost 3 instead of 2"));
    }

    @Test
    void a_job_that_never_ends_or_ends_twice_is_found() {
        assertThat(findings()).anyMatch(finding -> finding.contains("never ended"));
        assertThat(findings(FAILED, SUCCEEDED, captured(5, 0))).anyMatch(finding -> finding.contains("ended twice"));
    }

    @Test
    void credits_from_nowhere_are_found() {
        assertThat(findings(FAILED, released(9))).anyMatch(finding -> finding.contains("HELD is below zero"));
    }

    private static List<String> findings(Object... more) {
        List<Object> log = new ArrayList<>(List.of(
                new AccountOpened(ACCOUNT, PERSON),
                new BalanceCredited(ACCOUNT, Credits.of(9), new CreditCause.Welcome()),
                new BalanceReserved(ACCOUNT, JOB, Credits.of(5)),
                created()));
        log.addAll(List.of(more));
        return Judge.findings(log);
    }

    private static JobCreated created() {
        return new JobCreated(
                JOB,
                PERSON,
                ACCOUNT,
                JobKind.IMAGE,
                new PresetRef(new PresetName("invert"), 1),
                "image",
                Map.of(),
                List.of(),
                Credits.of(5),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                "fingerprint",
                null,
                null,
                NOON);
    }

    private static Object captured(long amount, long released) {
        return new BalanceCaptured(ACCOUNT, JOB, Credits.of(amount), Credits.of(released));
    }

    private static Object released(long amount) {
        return new BalanceRefunded(ACCOUNT, JOB, Credits.of(amount), From.RESERVED, RefundReason.JOB_FAILED);
    }
}
