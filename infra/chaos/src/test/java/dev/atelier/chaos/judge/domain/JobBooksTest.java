package dev.atelier.chaos.judge.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.chaos.judge.domain.JobBook.Wrong;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobBooksTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UserId OWNER = new UserId(new UUID(1, 1));
    private static final AccountId ACCOUNT = AccountId.of(OWNER);
    private static final JobId JOB = new JobId(new UUID(2, 2));
    private static final Credits PRICE = Credits.of(3);

    private static final Object CREATED = new JobCreated(
            JOB,
            OWNER,
            ACCOUNT,
            JobKind.IMAGE,
            new PresetRef(new PresetName("square"), 1),
            "image",
            Map.of(),
            List.of(),
            PRICE,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            "fingerprint",
            null,
            null,
            NOON);
    private static final Object RESERVED = new BalanceReserved(ACCOUNT, JOB, PRICE);
    private static final Object SUCCEEDED = new JobSucceeded(JOB, 1, List.of(), NOON);
    private static final Object FAILED = new JobFailed(JOB, FailureReason.TIMED_OUT, NOON);
    private static final Object CAPTURED = new BalanceCaptured(ACCOUNT, JOB, PRICE, Credits.ZERO);
    private static final Object RELEASED =
            new BalanceRefunded(ACCOUNT, JOB, PRICE, From.RESERVED, RefundReason.JOB_FAILED);

    private static Optional<Wrong> judge(Object... events) {
        JobBooks books = new JobBooks();
        List.of(events).forEach(books::apply);
        return books.of(JOB.toString()).judge();
    }

    @Test
    void success_is_captured_and_failure_is_released() {
        assertThat(judge(RESERVED, CREATED, SUCCEEDED, CAPTURED)).isEmpty();
        assertThat(judge(RESERVED, CREATED, FAILED, RELEASED)).isEmpty();
    }

    @Test
    void a_cancelled_job_costs_what_its_end_says() {
        Object cancelled = new JobCancelled(JOB, CancelledBy.OWNER, Credits.of(1), NOON);
        Object charged = new BalanceCaptured(ACCOUNT, JOB, Credits.of(1), Credits.of(2));

        assertThat(judge(RESERVED, CREATED, cancelled, charged)).isEmpty();
        assertThat(judge(RESERVED, CREATED, cancelled, CAPTURED)).contains(Wrong.TWICE);
        assertThat(judge(RESERVED, CREATED, cancelled, RELEASED)).contains(Wrong.LOST);
    }

    @Test
    void a_promise_that_the_log_does_not_know_is_lost() {
        assertThat(judge()).contains(Wrong.LOST);
    }

    @Test
    void a_result_that_was_never_paid_is_lost() {
        assertThat(judge(RESERVED, CREATED, SUCCEEDED, RELEASED)).contains(Wrong.LOST);
    }

    @Test
    void what_lives_or_is_still_held_is_stuck() {
        assertThat(judge(RESERVED, CREATED)).contains(Wrong.STUCK);
        assertThat(judge(RESERVED, CREATED, FAILED)).contains(Wrong.STUCK);
        assertThat(judge(RESERVED, CREATED, SUCCEEDED)).contains(Wrong.STUCK);
    }

    @Test
    void nothing_happens_twice() {
        assertThat(judge(RESERVED, CREATED, CREATED, SUCCEEDED, CAPTURED)).contains(Wrong.TWICE);
        assertThat(judge(RESERVED, CREATED, SUCCEEDED, FAILED, CAPTURED)).contains(Wrong.TWICE);
        assertThat(judge(RESERVED, CREATED, SUCCEEDED, CAPTURED, RESERVED, CAPTURED))
                .contains(Wrong.TWICE);
        assertThat(judge(RESERVED, CREATED, FAILED, CAPTURED)).contains(Wrong.TWICE);
    }

    @Test
    void an_account_adds_up() {
        JobBooks books = new JobBooks();
        List.of(RESERVED, CREATED, SUCCEEDED, CAPTURED).forEach(books::apply);

        AccountBook account = books.account(ACCOUNT.toString());

        assertThat(account.available()).isEqualTo(-3);
        assertThat(account.held()).isZero();
        assertThat(account.lines()).containsExactly(JOB + " captured 3", JOB + " held 3");
        assertThat(books.unsettled()).isZero();
    }
}
