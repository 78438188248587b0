package dev.atelier.command.account.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.command.account.domain.Account.NotOpened;
import dev.atelier.command.account.domain.AccountRefusal.AccountIsClosed;
import dev.atelier.command.account.domain.AccountRefusal.OutOfCredit;
import dev.atelier.command.account.domain.AccountRefusal.TooManyInFlight;
import dev.atelier.command.account.domain.AccountRefusal.UnknownAccount;
import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CloseAccount;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountCommand.RefundCaptured;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountDeciderTest {
    private static final UserId OWNER = new UserId(new UUID(0, 1));
    private static final AccountId ACCOUNT = AccountId.of(OWNER);
    private static final JobId JOB = new JobId(new UUID(0, 2));
    private static final JobId OTHER_JOB = new JobId(new UUID(0, 3));
    private static final CreditCause WELCOME = new CreditCause.Welcome();

    @Test
    void an_account_is_opened_once() {
        given().when(open()).then(opened()).when(open()).thenNothing();
    }

    @Test
    void nothing_can_be_done_with_an_account_that_is_not_there() {
        for (AccountCommand command :
                List.of(close(), credit(5), reserve(JOB, 5), capture(5), release(), giveBack(5))) {
            given().when(command).thenRefused(new UnknownAccount());
        }
    }

    @Test
    void credits_are_added_and_no_credits_are_no_event() {
        given(opened()).when(credit(5)).then(credited(5)).when(credit(0)).thenNothing();
    }

    @Test
    void a_price_is_held_once() {
        given(opened(), credited(10))
                .when(reserve(JOB, 7))
                .then(reserved(JOB, 7))
                .when(reserve(JOB, 7))
                .thenNothing()
                .when(reserve(OTHER_JOB, 7))
                .thenRefused(new OutOfCredit(Credits.of(3), Credits.of(7)));
    }

    @Test
    void exactly_what_is_there_can_be_held() {
        given(opened(), credited(10)).when(reserve(JOB, 10)).then(reserved(JOB, 10));
        given(opened()).when(reserve(JOB, 0)).then(reserved(JOB, 0));
    }

    @Test
    void too_many_jobs_in_flight_are_refused_before_the_price_is_looked_at() {
        given(opened(), credited(2), reserved(JOB, 1))
                .when(new ReserveBalance(ACCOUNT, OTHER_JOB, Credits.of(5), 1))
                .thenRefused(new TooManyInFlight(1, 1));
    }

    @Test
    void a_settled_job_is_in_flight_no_longer() {
        given(opened(), credited(2), reserved(JOB, 1), captured(1, 0))
                .when(new ReserveBalance(ACCOUNT, OTHER_JOB, Credits.of(1), 1))
                .then(reserved(OTHER_JOB, 1));
    }

    @Test
    void a_reservation_is_settled_once_by_capture() {
        given(opened(), credited(10), reserved(JOB, 7))
                .when(capture(7))
                .then(captured(7, 0))
                .when(capture(7))
                .thenNothing()
                .when(release())
                .thenNothing();
    }

    @Test
    void a_reservation_is_settled_once_by_release() {
        given(opened(), credited(10), reserved(JOB, 7))
                .when(release())
                .then(refunded(7, From.RESERVED, RefundReason.JOB_FAILED))
                .when(release())
                .thenNothing()
                .when(capture(7))
                .thenNothing()
                .when(reserve(OTHER_JOB, 10))
                .then(reserved(OTHER_JOB, 10));
    }

    @Test
    void a_smaller_capture_releases_the_rest_and_a_larger_one_takes_what_was_held() {
        given(opened(), credited(10), reserved(JOB, 7)).when(capture(2)).then(captured(2, 5));
        given(opened(), credited(10), reserved(JOB, 7)).when(capture(9)).then(captured(7, 0));
    }

    @Test
    void a_captured_amount_comes_back_to_what_is_available() {
        given(opened(), credited(7), reserved(JOB, 7), captured(7, 0))
                .when(giveBack(7))
                .then(refunded(7, From.CAPTURED, RefundReason.ADMINISTRATOR))
                .when(reserve(OTHER_JOB, 7))
                .then(reserved(OTHER_JOB, 7));
    }

    @Test
    void a_closed_account_settles_what_it_holds_and_does_nothing_else() {
        Spec closed = given(opened(), credited(10), reserved(JOB, 7), reserved(OTHER_JOB, 1))
                .when(close())
                .then(new AccountClosed(ACCOUNT));
        closed.when(close()).thenNothing();
        closed.when(open()).thenNothing();
        closed.when(capture(2)).then(captured(2, 5)).when(capture(2)).thenNothing();
        closed.when(release()).then(refunded(7, From.RESERVED, RefundReason.JOB_FAILED));
        for (AccountCommand command : List.of(credit(5), reserve(new JobId(new UUID(0, 9)), 1), giveBack(1))) {
            closed.when(command).thenRefused(new AccountIsClosed());
        }
    }

    @Test
    void what_a_closed_account_still_holds_is_known_until_it_is_settled() {
        Account closed = given(opened(), credited(10), reserved(JOB, 7), new AccountClosed(ACCOUNT))
                .account();
        assertThat(closed.openJobs()).containsExactly(JOB);
        assertThat(closed.balance()).isEqualTo(Credits.of(3));
        assertThat(closed.evolve(captured(2, 5)).openJobs()).isEmpty();
        assertThat(closed.evolve(captured(2, 5)).balance()).isEqualTo(Credits.of(8));
        assertThat(new NotOpened().openJobs()).isEmpty();
        assertThat(new NotOpened().balance()).isEqualTo(Credits.ZERO);
    }

    @Test
    void nothing_happens_to_an_account_before_it_is_opened() {
        assertThatThrownBy(() -> new NotOpened().evolve(credited(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void credits_beyond_what_can_be_counted_are_an_error() {
        Spec rich = given(opened(), credited(Long.MAX_VALUE));
        assertThatThrownBy(() -> rich.when(credit(1))).isInstanceOf(ArithmeticException.class);
    }

    private static Spec given(AccountEvent... events) {
        Account account = new NotOpened();
        for (AccountEvent event : events) {
            account = account.evolve(event);
        }
        return new Spec(account, Decision.nothingToDo());
    }

    private record Spec(Account account, Decision<AccountEvent, AccountRefusal> decision) {
        Spec when(AccountCommand command) {
            Decision<AccountEvent, AccountRefusal> next = AccountDecider.decide(command, account);
            Account after = account;
            for (AccountEvent event : next.events()) {
                after = after.evolve(event);
            }
            return new Spec(after, next);
        }

        Spec then(AccountEvent... events) {
            assertThat(decision).isEqualTo(Decision.events(events));
            return this;
        }

        Spec thenNothing() {
            return then();
        }

        void thenRefused(AccountRefusal why) {
            assertThat(decision).isEqualTo(Decision.refused(why));
        }
    }

    private static AccountCommand open() {
        return new OpenAccount(ACCOUNT, OWNER);
    }

    private static AccountCommand close() {
        return new CloseAccount(ACCOUNT);
    }

    private static AccountEvent opened() {
        return new AccountOpened(ACCOUNT, OWNER);
    }

    private static AccountCommand credit(long amount) {
        return new CreditBalance(ACCOUNT, Credits.of(amount), WELCOME);
    }

    private static AccountEvent credited(long amount) {
        return new BalanceCredited(ACCOUNT, Credits.of(amount), WELCOME);
    }

    private static AccountCommand reserve(JobId job, long price) {
        return new ReserveBalance(ACCOUNT, job, Credits.of(price), 100);
    }

    private static AccountEvent reserved(JobId job, long price) {
        return new BalanceReserved(ACCOUNT, job, Credits.of(price));
    }

    private static AccountCommand capture(long amount) {
        return new CaptureBalance(ACCOUNT, JOB, Credits.of(amount));
    }

    private static AccountEvent captured(long amount, long released) {
        return new BalanceCaptured(ACCOUNT, JOB, Credits.of(amount), Credits.of(released));
    }

    private static AccountCommand release() {
        return new RefundBalance(ACCOUNT, JOB, RefundReason.JOB_FAILED);
    }

    private static AccountCommand giveBack(long amount) {
        return new RefundCaptured(ACCOUNT, JOB, Credits.of(amount), RefundReason.ADMINISTRATOR);
    }

    private static AccountEvent refunded(long amount, From from, RefundReason reason) {
        return new BalanceRefunded(ACCOUNT, JOB, Credits.of(amount), from, reason);
    }
}
