package dev.atelier.command.grant.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.RefundCaptured;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantCommand.IssueGrant;
import dev.atelier.contracts.account.GrantCommand.IssueRefund;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GrantsTest {
    private static final UserId OWNER = new UserId(new UUID(0, 1));
    private static final AccountId ACCOUNT = AccountId.of(OWNER);
    private static final JobId JOB = new JobId(new UUID(0, 2));
    private static final PersonalText REASON = new PersonalText("sealed");

    @Test
    void a_grant_is_issued_once_and_credits_its_amount() {
        GrantId id = GrantId.of(ACCOUNT, "key");
        IssueGrant command = new IssueGrant(id, ACCOUNT, Credits.of(5), REASON);
        GrantIssued issued = new GrantIssued(id, ACCOUNT, Credits.of(5), REASON);
        assertThat(Grants.decide(command, false)).isEqualTo(Decision.events(issued));
        assertThat(Grants.decide(command, true)).isEqualTo(Decision.nothingToDo());
        assertThat(Grants.movement(issued))
                .isEqualTo(new CreditBalance(ACCOUNT, Credits.of(5), new CreditCause.Granted(id)));
    }

    @Test
    void a_refund_gives_back_what_was_captured_for_the_job_whole_and_once() {
        List<AccountEvent> story =
                List.of(new AccountOpened(ACCOUNT, OWNER), captured(new UUID(0, 9), 3), captured(JOB.value(), 7));
        RefundIssued issued = new RefundIssued(RefundId.of(JOB), ACCOUNT, JOB, Credits.of(7), REASON);
        assertThat(Grants.decide(refund(), false, story)).isEqualTo(Decision.events(issued));
        assertThat(Grants.decide(refund(), true, story)).isEqualTo(Decision.nothingToDo());
        assertThat(Grants.movement(issued))
                .isEqualTo(new RefundCaptured(ACCOUNT, JOB, Credits.of(7), RefundReason.ADMINISTRATOR));
    }

    @Test
    void what_was_never_captured_cannot_be_given_back() {
        assertThat(Grants.decide(refund(), false, List.of(new AccountOpened(ACCOUNT, OWNER))))
                .isEqualTo(Decision.refused(Grants.Refusal.NOTHING_CAPTURED));
    }

    private static IssueRefund refund() {
        return new IssueRefund(RefundId.of(JOB), ACCOUNT, JOB, REASON);
    }

    private static AccountEvent captured(UUID job, long amount) {
        return new BalanceCaptured(ACCOUNT, new JobId(job), Credits.of(amount), Credits.ZERO);
    }
}
