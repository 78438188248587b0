package dev.atelier.query.statement.domain;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.money.Credits;
import dev.atelier.query.Story;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.statement.domain.Line.What;
import dev.atelier.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private static List<Line> statement(AccountEvent... events) {
        List<Line> lines = new ArrayList<>();
        Balance balance = null;
        for (int i = 0; i < events.length; i++) {
            balance = Balance.apply(balance, events[i], i);
            Line.of(events[i], balance, NOON).ifPresent(lines::add);
        }
        return lines;
    }

    @Test
    void everyMovementHasItsWordAndTheBalanceAfterIt() {
        List<Line> lines = statement(
                Story.opened(1),
                new BalanceCredited(Story.account(1), Credits.of(2), new CreditCause.Welcome()),
                Story.credited(1, 10),
                Story.reserved(1, 1, 3),
                Story.captured(1, 1, 2, 1),
                Story.reserved(1, 2, 4),
                Story.refunded(1, 2, 4, From.RESERVED),
                Story.refunded(1, 1, 2, From.CAPTURED));
        assertThat(lines)
                .extracting(Line::what)
                .containsExactly(
                        What.WELCOME, What.GRANTED, What.HELD, What.CAPTURED, What.HELD, What.RELEASED, What.REFUNDED);
        assertThat(lines).extracting(line -> line.available().amount()).containsExactly(2L, 12L, 9L, 10L, 6L, 10L, 12L);
        assertThat(lines).extracting(line -> line.held().amount()).containsExactly(0L, 0L, 3L, 0L, 4L, 0L, 0L);
    }

    @Test
    void causesAreNamed() {
        List<Line> lines = statement(
                Story.opened(1),
                Story.credited(1, 10),
                Story.reserved(1, 1, 3),
                Story.refunded(1, 1, 3, From.RESERVED));
        assertThat(lines.get(0).grant()).isEqualTo(Story.grant(1));
        assertThat(lines.get(1).job()).isEqualTo(Story.job(1));
        assertThat(lines.get(2).reason()).isEqualTo(RefundReason.JOB_FAILED);
    }

    @Test
    void aLineSurvivesItsJson() {
        Line line = statement(Story.opened(1), Story.credited(1, 10)).getFirst();
        assertThat(WireJson.read(WireJson.write(line), Line.class)).isEqualTo(line);
    }
}
