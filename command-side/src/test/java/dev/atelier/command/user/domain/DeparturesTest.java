package dev.atelier.command.user.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeparturesTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final UserId ANNA = new UserId(new UUID(0, 1));
    private static final UserId BORIS = new UserId(new UUID(0, 2));

    private final Departures departures = new Departures(Duration.ofMinutes(10), Duration.ofHours(3));

    @Test
    void an_erasure_has_broken_off_when_it_takes_too_long() {
        closed(ANNA);
        departures.apply("something else", NOON);

        assertThat(departures.brokenOff(NOON.plusSeconds(600))).isEmpty();
        assertThat(departures.brokenOff(NOON.plusSeconds(601))).containsExactly(ANNA);
    }

    @Test
    void who_is_erased_is_looked_at_once_more_when_nothing_can_come_any_more() {
        closed(ANNA);
        erased(ANNA);
        closed(BORIS);

        assertThat(departures.brokenOff(NOON.plusSeconds(86_400))).containsExactly(BORIS);
        assertThat(departures.quiet(NOON.plus(Duration.ofHours(3)))).isEmpty();
        assertThat(departures.quiet(NOON.plus(Duration.ofHours(4)))).containsExactly(ANNA);
        assertThat(departures.quiet(NOON.plus(Duration.ofHours(5)))).containsExactly(ANNA);
        departures.settled(ANNA);
        assertThat(departures.quiet(NOON.plus(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void a_result_that_comes_even_later_is_looked_at_again() {
        erased(ANNA);
        departures.quiet(NOON.plus(Duration.ofHours(4))).forEach(departures::settled);

        departures.late(ANNA, NOON.plus(Duration.ofHours(5)));
        departures.late(BORIS, NOON.plus(Duration.ofHours(5)));

        assertThat(departures.quiet(NOON.plus(Duration.ofHours(9)))).containsExactly(ANNA);
    }

    @Test
    void what_another_log_told_counts_no_more() {
        closed(ANNA);
        erased(BORIS);

        departures.forget();

        assertThat(departures.brokenOff(NOON.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(departures.quiet(NOON.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void a_process_that_starts_does_not_look_at_everybody_who_ever_left() {
        erased(ANNA);

        assertThat(departures.quiet(NOON.plus(Duration.ofDays(3)))).isEmpty();
    }

    private void closed(UserId person) {
        departures.apply(new AccountClosed(AccountId.of(person)), NOON);
    }

    private void erased(UserId person) {
        departures.apply(new PersonErased(person), NOON);
    }
}
