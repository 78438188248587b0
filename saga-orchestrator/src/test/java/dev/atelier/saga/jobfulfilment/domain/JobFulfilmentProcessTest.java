package dev.atelier.saga.jobfulfilment.domain;

import static dev.atelier.contracts.account.RefundReason.JOB_CANCELLED;
import static dev.atelier.contracts.account.RefundReason.JOB_FAILED;
import static dev.atelier.saga.jobfulfilment.domain.FulfilmentSpec.given;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.ACCOUNT;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.JOB;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.NOON;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.PRICE;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.WORKER;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.attemptFailed;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.cancelRequested;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.cancelled;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.captured;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.created;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.failed;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.queued;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.refunded;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.retryScheduled;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.started;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.money.Credits;
import dev.atelier.saga.jobfulfilment.domain.Effect.Cancel;
import dev.atelier.saga.jobfulfilment.domain.Effect.CancelAll;
import dev.atelier.saga.jobfulfilment.domain.Effect.CancelAttempt;
import dev.atelier.saga.jobfulfilment.domain.Effect.End;
import dev.atelier.saga.jobfulfilment.domain.Effect.Order;
import dev.atelier.saga.jobfulfilment.domain.Effect.Start;
import dev.atelier.saga.jobfulfilment.domain.Effect.StartAfter;
import dev.atelier.saga.jobfulfilment.domain.Effect.TellAccount;
import dev.atelier.saga.jobfulfilment.domain.Effect.TellJob;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Parked;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Capture;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Release;
import dev.atelier.saga.jobfulfilment.domain.Timeout.AttemptOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.BackOffOver;
import dev.atelier.saga.jobfulfilment.domain.Timeout.CancelUnanswered;
import dev.atelier.saga.jobfulfilment.domain.Timeout.RestartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.SettlementUnseen;
import dev.atelier.saga.jobfulfilment.domain.Timeout.StartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobFulfilmentProcessTest {
    private static final Duration SILENCE = FulfilmentSpec.PATIENCE.heartbeats();
    private static final Set<Class<? extends Timeout>> ATTEMPT_TIMEOUTS = Set.of(
            StartOverdue.class, RestartOverdue.class, AttemptOverdue.class, WorkerSilent.class, CancelUnanswered.class);

    @Test
    void a_created_job_must_start_within_its_limit() {
        given().when(created()).then(new Start(new StartOverdue(JOB), NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void a_queued_attempt_is_ordered() {
        given(created()).when(queued(1)).then(new Cancel(JOB, Set.of(BackOffOver.class)), new Order(created(), 1));
    }

    @Test
    void a_repeated_attempt_is_ordered_and_must_start_within_the_limit_too() {
        given(created(), queued(1), started(1), attemptFailed(1), retryScheduled(2))
                .when(queued(2))
                .then(
                        new Cancel(JOB, Set.of(BackOffOver.class)),
                        new Order(created(), 2),
                        new Start(new RestartOverdue(JOB, 2), NOON.plus(Duration.ofHours(1))));
    }

    @Test
    void a_started_attempt_is_watched() {
        given(created(), queued(1))
                .when(started(1))
                .then(
                        new Cancel(JOB, Set.of(StartOverdue.class, RestartOverdue.class, BackOffOver.class)),
                        new Start(new AttemptOverdue(JOB, 1), started(1).at().plus(Duration.ofMinutes(2))),
                        new StartAfter(new WorkerSilent(JOB, 1), SILENCE));
    }

    @Test
    void a_failed_attempt_is_no_longer_watched() {
        given(created(), queued(1), started(1)).when(attemptFailed(1)).then(new Cancel(JOB, ATTEMPT_TIMEOUTS));
    }

    @Test
    void a_retry_waits_for_its_back_off() {
        given(created(), queued(1), started(1), attemptFailed(1))
                .when(retryScheduled(2))
                .then(
                        new Cancel(JOB, ATTEMPT_TIMEOUTS),
                        new Start(new BackOffOver(JOB, 2), retryScheduled(2).notBefore()));
    }

    @Test
    void a_cancel_is_carried_to_the_worker_who_must_answer() {
        given(created(), queued(1), started(1))
                .when(cancelRequested(1))
                .then(
                        new CancelAttempt(JOB, 1, WORKER),
                        new StartAfter(new CancelUnanswered(JOB, 1), FulfilmentSpec.PATIENCE.cancelAnswer()));
    }

    @Test
    void a_cancel_that_was_heard_before_the_start_is_carried_to_the_worker_at_the_start() {
        given(created(), queued(1), cancelRequested(1))
                .when(started(1))
                .thenAmongOthers(new CancelAttempt(JOB, 1, WORKER));
    }

    @Test
    void a_success_is_paid_for_and_the_payment_awaited() {
        given(created(), queued(1), started(1))
                .when(succeeded(1))
                .then(
                        new CancelAll(JOB),
                        new TellAccount(new CaptureBalance(ACCOUNT, JOB, PRICE)),
                        new StartAfter(new SettlementUnseen(JOB, ACCOUNT, new Capture(PRICE)), Duration.ofMinutes(1)));
    }

    @Test
    void a_success_of_an_older_attempt_stops_the_one_that_runs() {
        given(created(), queued(1), started(1), attemptFailed(1), retryScheduled(2), queued(2), started(2))
                .when(succeeded(1))
                .thenAmongOthers(
                        new TellAccount(new CaptureBalance(ACCOUNT, JOB, PRICE)), new CancelAttempt(JOB, 2, WORKER));
    }

    @Test
    void a_failed_job_gets_its_hold_back() {
        given(created(), queued(1), started(1), attemptFailed(1))
                .when(failed())
                .then(
                        new CancelAll(JOB),
                        new TellAccount(new RefundBalance(ACCOUNT, JOB, JOB_FAILED)),
                        new StartAfter(
                                new SettlementUnseen(JOB, ACCOUNT, new Release(JOB_FAILED)), Duration.ofMinutes(1)));
    }

    @Test
    void a_job_cancelled_free_of_charge_gets_its_hold_back() {
        given(created(), queued(1))
                .when(cancelled(0))
                .thenAmongOthers(new TellAccount(new RefundBalance(ACCOUNT, JOB, JOB_CANCELLED)));
    }

    @Test
    void a_job_cancelled_while_running_pays_the_charge() {
        given(created(), queued(1), started(1), cancelRequested(1))
                .when(cancelled(4))
                .thenAmongOthers(new TellAccount(new CaptureBalance(ACCOUNT, JOB, Credits.of(4))));
    }

    @Test
    void it_ends_when_the_money_is_seen_to_move() {
        given(created(), queued(1), started(1), succeeded(1)).when(captured()).then(new End(JOB));
        given(created(), queued(1), started(1), attemptFailed(1), failed())
                .when(refunded())
                .then(new End(JOB));
    }

    @Test
    void holding_the_price_settles_nothing() {
        given(created(), queued(1), started(1), succeeded(1))
                .when(new BalanceReserved(ACCOUNT, JOB, PRICE))
                .then();
    }

    @Test
    void money_that_moved_before_the_end_was_heard_ends_it_at_the_end() {
        given(created(), queued(1), started(1), captured()).when(succeeded(1)).then(new End(JOB));
    }

    @Test
    void a_late_result_changes_nothing_about_the_money() {
        given(created(), queued(1), started(1), cancelRequested(1), cancelled(4))
                .when(succeeded(1))
                .thenAmongOthers(new TellAccount(new CaptureBalance(ACCOUNT, JOB, Credits.of(4))));
    }

    @Test
    void what_is_out_of_date_has_no_effect() {
        Object[] secondRuns = {
            created(), queued(1), started(1), attemptFailed(1), retryScheduled(2), queued(2), started(2)
        };
        for (Object old :
                new Object[] {created(), queued(1), started(1), attemptFailed(1), retryScheduled(2), queued(2)}) {
            assertThat(given(secondRuns).when(old).effects()).as("%s", old).isEmpty();
        }
    }

    @Test
    void a_parked_job_stands_still() {
        FulfilmentSpec parked = new FulfilmentSpec(new Parked(given(created()).state(), "why"), List.of());

        assertThat(parked.when(queued(1)).then().state()).isEqualTo(parked.state());
        assertThat(parked.when(succeeded(1)).when(captured()).then().state()).isEqualTo(parked.state());
    }

    @Test
    void due_timeouts_ask_the_job() {
        timedOut(new StartOverdue(JOB)).then(new TellJob(new ExpireJob(JOB, NOON)));
        timedOut(new BackOffOver(JOB, 2)).then(new TellJob(new QueueJob(JOB, 2)));
        timedOut(new AttemptOverdue(JOB, 1)).then(failure(1, FailureReason.TIMED_OUT));
        timedOut(new WorkerSilent(JOB, 1)).then(failure(1, FailureReason.ATTEMPT_LOST));
        timedOut(new RestartOverdue(JOB, 2)).then(failure(2, FailureReason.ATTEMPT_LOST));
        timedOut(new CancelUnanswered(JOB, 1)).then(failure(1, FailureReason.ATTEMPT_LOST));
        timedOut(new SettlementUnseen(JOB, ACCOUNT, new Capture(PRICE)))
                .then(new TellAccount(new CaptureBalance(ACCOUNT, JOB, PRICE)));
    }

    private static FulfilmentSpec timedOut(Timeout timeout) {
        return given(created(), queued(1)).when(new TimedOut(timeout, NOON, 0.5));
    }

    private static Effect failure(int attempt, FailureReason reason) {
        return new TellJob(new RecordFailure(JOB, attempt, reason, null, NOON, 0.5));
    }
}
