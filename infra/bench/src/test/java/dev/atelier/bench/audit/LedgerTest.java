package dev.atelier.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final AccountId ACCOUNT = new AccountId(new UUID(1, 1));
    private static final JobId JOB = new JobId(new UUID(2, 2));
    private static final Credits ONE = Credits.of(1);

    private final Ledger ledger = new Ledger();

    @BeforeEach
    void somebodyHasCredits() {
        ledger.apply(new BalanceCredited(ACCOUNT, ONE, new CreditCause.Welcome()));
    }

    @Test
    void a_job_that_is_paid_for_once_is_right() {
        ledger.apply(new BalanceReserved(ACCOUNT, JOB, ONE));
        ledger.apply(Jobs.created(JOB, ACCOUNT));
        ledger.apply(new JobSucceeded(JOB, 1, List.of(), Instant.EPOCH));
        assertThat(ledger.uncaptured()).isEqualTo(1);
        ledger.apply(new BalanceCaptured(ACCOUNT, JOB, ONE, Credits.ZERO));

        assertThat(ledger.problems()).isEmpty();
        assertThat(ledger.hasJob(JOB.toString())).isTrue();
        assertThat(ledger.live()).isZero();
    }

    @Test
    void a_price_captured_twice_is_found() {
        ledger.apply(new BalanceReserved(ACCOUNT, JOB, ONE));
        ledger.apply(new BalanceCaptured(ACCOUNT, JOB, ONE, Credits.ZERO));
        ledger.apply(new BalanceCaptured(ACCOUNT, JOB, ONE, Credits.ZERO));

        assertThat(ledger.problems()).anyMatch(problem -> problem.contains("captured twice"));
        assertThat(ledger.problems()).anyMatch(problem -> problem.contains("below zero"));
    }

    @Test
    void a_success_that_was_never_captured_is_found() {
        ledger.apply(Jobs.created(JOB, ACCOUNT));
        ledger.apply(new JobSucceeded(JOB, 1, List.of(), Instant.EPOCH));

        assertThat(ledger.problems()).containsExactly("1 succeeded jobs were not captured");
    }

    @Test
    void a_job_ends_once_and_only_if_it_was_created() {
        ledger.apply(new JobFailed(JOB, FailureReason.TIMED_OUT, Instant.EPOCH));
        ledger.apply(new JobFailed(JOB, FailureReason.TIMED_OUT, Instant.EPOCH));

        assertThat(ledger.problems()).containsExactly(JOB + " ended twice", "a job ended that was never created");
    }

    @Test
    void what_was_not_there_cannot_be_held() {
        ledger.apply(new BalanceReserved(ACCOUNT, JOB, Credits.of(2)));

        assertThat(ledger.problems()).anyMatch(problem -> problem.contains("AVAILABLE is below zero"));
    }
}
