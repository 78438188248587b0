package dev.atelier.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An auditor who finds nothing is worth something only if he finds what is wrong. */
class AuditorTest {
    private static final UserId OWNER = new UserId(new UUID(0, 1));
    private static final AccountId ACCOUNT = AccountId.of(OWNER);
    private static final JobId JOB = new JobId(new UUID(0, 2));

    @Test
    void finds_what_was_captured_twice_and_what_is_held_for_ever() {
        Credits five = Credits.of(5);
        Object captured = new BalanceCaptured(ACCOUNT, JOB, five, Credits.ZERO);
        assertThat(findings(held(five), captured)).isEmpty();
        assertThat(findings(held(five), captured, captured)).isNotEmpty();
        assertThat(findings(held(five))).isNotEmpty();
        assertThat(findings(new BalanceReserved(ACCOUNT, JOB, five))).isNotEmpty();
    }

    private static List<Object> held(Credits amount) {
        return List.of(
                new AccountOpened(ACCOUNT, OWNER),
                new BalanceCredited(ACCOUNT, amount, new CreditCause.Welcome()),
                new BalanceReserved(ACCOUNT, JOB, amount));
    }

    private static List<String> findings(List<Object> log, Object... more) {
        Auditor auditor = new Auditor();
        log.forEach(auditor::read);
        List.of(more).forEach(auditor::read);
        return auditor.findings();
    }

    private static List<String> findings(Object... log) {
        return findings(List.of(), log);
    }
}
