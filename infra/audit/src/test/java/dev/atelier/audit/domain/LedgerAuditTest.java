package dev.atelier.audit.domain;

import static dev.atelier.audit.domain.Rule.CHARGE_OF_END;
import static dev.atelier.audit.domain.Rule.CREATED_ONCE;
import static dev.atelier.audit.domain.Rule.ENDS_ONCE;
import static dev.atelier.audit.domain.Rule.HELD_IS_PRICE;
import static dev.atelier.audit.domain.Rule.HELD_ONCE;
import static dev.atelier.audit.domain.Rule.HOLD_HAS_JOB;
import static dev.atelier.audit.domain.Rule.JOB_HAS_HOLD;
import static dev.atelier.audit.domain.Rule.LOG_ORDER;
import static dev.atelier.audit.domain.Rule.NEVER_NEGATIVE;
import static dev.atelier.audit.domain.Rule.NOT_STUCK;
import static dev.atelier.audit.domain.Rule.POSTINGS_ADD_UP;
import static dev.atelier.audit.domain.Rule.READABLE;
import static dev.atelier.audit.domain.Rule.REFUNDED_ONCE;
import static dev.atelier.audit.domain.Rule.REFUND_OF_CAPTURE;
import static dev.atelier.audit.domain.Rule.SETTLED_AFTER_END;
import static dev.atelier.audit.domain.Rule.SETTLED_AT_ALL;
import static dev.atelier.audit.domain.Rule.SETTLED_ONCE;
import static dev.atelier.audit.domain.Rule.SETTLED_WHOLE;
import static dev.atelier.audit.domain.Rule.STREAM_WHOLE;
import static dev.atelier.audit.domain.Tale.ACCOUNT;
import static dev.atelier.audit.domain.Tale.NOON;
import static dev.atelier.audit.domain.Tale.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.money.Posting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerAuditTest {
    private static final Duration LATER = Duration.ofMinutes(30);

    private final Tale tale = Tale.withCredits(10);

    @Test
    void lives_that_are_right_leave_nothing_to_find() {
        tale.running(1).succeeded(1).captured(1, 3, 0).refunded(1, 3);
        tale.running(2).failed(2).released(2, 3);
        tale.running(3).cancelled(3, 1).captured(3, 1, 2);
        tale.running(4).cancelled(4, 0).released(4, 3);
        tale.tell(new LateResultRecorded(job(2), 1, List.of(), NOON));
        tale.tell(new ResultDelivered(job(1), "telegram", "7", NOON));
        tale.running(5);

        LedgerReport report = tale.after(LATER);
        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.totals()).isEqualTo(new Totals(6, 3, -10, 1));
        assertThat(report.jobs())
                .containsEntry(JobState.SUCCEEDED, 1L)
                .containsEntry(JobState.FAILED, 1L)
                .containsEntry(JobState.CANCELLED, 2L)
                .containsEntry(JobState.RUNNING, 1L);
        assertThat(report.oldest()).extracting(AuditedJob::id).containsExactly(job(5));
        assertThat(report.isQuiet()).isFalse();
        assertThat(tale.audit().liveJobs()).hasSize(1);
        assertThat(tale.audit().endedJobs())
                .filteredOn(ended -> ended.id().equals(job(1)))
                .singleElement()
                .extracting(AuditedJob::events)
                .isEqualTo(5L);
    }

    @Test
    void a_price_captured_twice() {
        assertThat(tale.running(1)
                        .succeeded(1)
                        .captured(1, 3, 0)
                        .captured(1, 3, 0)
                        .broken())
                .containsExactly(NEVER_NEGATIVE, SETTLED_ONCE);
    }

    @Test
    void a_price_captured_twice_under_another_hold() {
        tale.running(1).running(2).succeeded(1).captured(1, 3, 0).captured(1, 3, 0);
        assertThat(tale.broken()).as("held stays above zero, and yet").containsExactly(SETTLED_ONCE);
    }

    @Test
    void a_capture_without_success() {
        assertThat(tale.running(1).failed(1).captured(1, 3, 0).broken()).containsExactly(CHARGE_OF_END);
        assertThat(tale.running(2).captured(2, 3, 0).broken()).containsExactly(CHARGE_OF_END, SETTLED_AFTER_END);
    }

    @Test
    void a_success_for_nothing() {
        assertThat(tale.running(1).succeeded(1).released(1, 3).broken()).containsExactly(CHARGE_OF_END);
        assertThat(tale.running(2).succeeded(2).captured(2, 2, 1).broken())
                .containsExactly(CHARGE_OF_END, CHARGE_OF_END);
    }

    @Test
    void another_charge_than_was_said() {
        assertThat(tale.running(1).cancelled(1, 1).captured(1, 2, 1).broken()).containsExactly(CHARGE_OF_END);
    }

    @Test
    void a_lost_refund_and_a_lost_capture() {
        tale.running(1).failed(1).running(2).succeeded(2);

        assertThat(tale.broken()).as("it may be under way").isEmpty();
        assertThat(tale.after(Duration.ofMinutes(1)).settling()).isEqualTo(2);
        assertThat(tale.broken(LATER)).containsExactly(SETTLED_AT_ALL, SETTLED_AT_ALL);
        assertThat(tale.after(LATER).settling()).isZero();
    }

    @Test
    void what_comes_before_the_end_is_under_way_once_more_may_be_read() {
        tale.held(1);
        assertThat(tale.broken()).containsExactly(HOLD_HAS_JOB);
        assertThat(tale.created(1).broken()).isEmpty();
    }

    @Test
    void a_negative_balance() {
        assertThat(tale.hold(1, 11).created(1).broken()).containsExactly(NEVER_NEGATIVE, HELD_IS_PRICE);
    }

    @Test
    void a_job_without_a_hold_and_a_hold_of_another_amount() {
        assertThat(tale.created(1).broken()).containsExactly(JOB_HAS_HOLD);
        assertThat(tale.hold(2, 2).created(2).broken()).contains(HELD_IS_PRICE);
    }

    @Test
    void a_price_held_twice() {
        assertThat(tale.running(1).held(1).broken()).containsExactly(HELD_ONCE);
    }

    @Test
    void a_settlement_of_another_amount() {
        assertThat(tale.running(1).running(2).failed(1).released(1, 4).broken()).containsExactly(SETTLED_WHOLE);
        assertThat(tale.succeeded(2).captured(2, 3, 1).broken()).contains(SETTLED_WHOLE, NEVER_NEGATIVE);
    }

    @Test
    void a_refund_of_what_was_not_captured_and_a_second_one() {
        tale.running(1).failed(1).released(1, 3).refunded(1, 3);
        assertThat(tale.broken()).containsExactly(NEVER_NEGATIVE, REFUND_OF_CAPTURE);

        Tale twice = Tale.withCredits(10)
                .running(1)
                .succeeded(1)
                .captured(1, 3, 0)
                .running(2)
                .succeeded(2);
        twice.captured(2, 3, 0).refunded(1, 3).refunded(1, 3);
        assertThat(twice.broken()).containsExactly(REFUNDED_ONCE);

        assertThat(Tale.withCredits(10)
                        .running(1)
                        .succeeded(1)
                        .captured(1, 3, 0)
                        .refunded(1, 2)
                        .broken())
                .containsExactly(REFUND_OF_CAPTURE);
    }

    @Test
    void a_job_that_goes_on_after_its_end_or_never_began() {
        tale.running(1).failed(1).succeeded(1);
        assertThat(tale.broken()).containsExactly(ENDS_ONCE);
        tale.released(1, 3).tell(new JobStarted(job(1), 2, "worker", "run", NOON));
        assertThat(tale.broken()).containsExactly(ENDS_ONCE, ENDS_ONCE);
        assertThat(Tale.withCredits(1).failed(7).broken()).containsExactly(ENDS_ONCE);
        assertThat(Tale.withCredits(9).running(1).created(1).broken()).containsExactly(CREATED_ONCE);
    }

    @Test
    void a_job_that_never_ends() {
        tale.running(1);
        assertThat(tale.broken(Duration.ofHours(23))).isEmpty();
        assertThat(tale.broken(Duration.ofHours(25))).containsExactly(NOT_STUCK);
    }

    @Test
    void a_removed_event_an_unreadable_one_and_one_out_of_order() {
        assertThat(tale.lose(ACCOUNT.toString()).running(1).broken()).containsExactly(STREAM_WHOLE);
        assertThat(Tale.withCredits(9)
                        .running(1)
                        .lose(job(1).toString())
                        .failed(1)
                        .broken())
                .containsExactly(STREAM_WHOLE);
        assertThat(Tale.withCredits(9).tell(ACCOUNT.toString(), null).running(1).broken())
                .as("it counts in its stream")
                .containsExactly(READABLE);
        assertThat(Tale.withCredits(9)
                        .tell(new Entry(1, "other", 0, NOON.plusSeconds(9), ""))
                        .broken())
                .containsExactly(LOG_ORDER);
        assertThat(Tale.withCredits(9).tell(new Entry(99, "other", 0, NOON, "")).broken())
                .containsExactly(LOG_ORDER);
    }

    @Test
    void postings_that_do_not_add_up() {
        Findings findings = new Findings();
        AccountBook book = new AccountBook(findings, event -> List.of(new Posting(Posting.Side.AVAILABLE, 5)));
        book.read(
                new Entry(1, ACCOUNT.toString(), 0, NOON, null),
                new BalanceCredited(ACCOUNT, Credits.of(5), new CreditCause.Welcome()));

        assertThat(findings.kept()).extracting(Finding::rule).containsExactly(POSTINGS_ADD_UP);
        assertThat(book.totals().sum()).isEqualTo(5);
    }

    @Test
    void a_log_that_is_broken_everywhere_is_counted_and_not_kept() {
        for (int n = 1; n <= 300; n++) {
            tale.failed(n);
        }
        Findings findings = tale.after(LATER).findings();
        assertThat(findings.kept()).hasSize(Findings.KEPT_MAX);
        assertThat(findings.total()).isEqualTo(300);
        assertThat(findings.counts()).containsEntry(ENDS_ONCE, 300L);
    }
}
