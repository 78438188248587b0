package dev.atelier.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.Story;
import dev.atelier.query.log.InMemoryLog;
import dev.atelier.query.statement.domain.Line;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final InMemoryLog log = new InMemoryLog();
    private final Accounts accounts = new Accounts(log);

    @BeforeEach
    void tenCreditsOfWhichThreeAreHeld() {
        log.append(Story.account(1).toString(), Story.opened(1));
        log.append(Story.account(1).toString(), Story.credited(1, 10));
        log.append(Story.account(1).toString(), Story.reserved(1, 1, 3));
    }

    private Accounts.Account account() {
        return accounts.of(Story.account(1), Instant.MAX).orElseThrow();
    }

    @Test
    void anAccountIsFoldedFromItsStream() {
        assertThat(account().available()).isEqualTo(7);
        assertThat(account().reservations())
                .containsExactly(new Accounts.Reservation(Story.job(1).toString(), 3));
        assertThat(account().skipped()).isEmpty();
    }

    @Test
    void aSkippedMovementThatCannotBeReadMovesNothingAndIsTold() {
        StoredEvent bad = log.spoil(2);
        assertThatThrownBy(this::account).isInstanceOf(UnreadableEventException.class);

        log.skip(bad);
        StoredEvent last = log.append(Story.account(1).toString(), Story.credited(1, 5));
        assertThat(account().events()).isEqualTo(4);
        assertThat(account().position()).isEqualTo(last.position());
        assertThat(account().available()).isEqualTo(15);
        assertThat(account().held()).isZero();
        assertThat(account().reservations()).isEmpty();
        assertThat(account().lines()).extracting(Line::what).containsExactly(Line.What.GRANTED, Line.What.GRANTED);
        assertThat(account().skipped()).containsExactly(Timelines.Entry.of(bad, null));
    }

    @Test
    void aSkippedMovementThatCanBeReadAndNotFoldedIsNoOther() {
        StoredEvent bad = log.append(Story.account(1).toString(), Story.captured(1, 9, 1_000, 0));
        assertThatThrownBy(this::account).isInstanceOf(UnreadableEventException.class);

        log.skip(bad);
        log.append(Story.account(1).toString(), Story.captured(1, 1, 3, 0));
        assertThat(account().available()).isEqualTo(7);
        assertThat(account().held()).isZero();
        assertThat(account().skipped()).containsExactly(Timelines.Entry.of(bad, null));
    }
}
