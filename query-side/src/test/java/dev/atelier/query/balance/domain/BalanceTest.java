package dev.atelier.query.balance.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.money.Credits;
import dev.atelier.query.Story;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static Balance fold(AccountEvent... events) {
        Balance balance = null;
        for (int i = 0; i < events.length; i++) {
            balance = Balance.apply(balance, events[i], i);
        }
        return Objects.requireNonNull(balance);
    }

    private static Balance balance(long sequence, long available, long held, int inFlight) {
        return new Balance(Story.account(1), sequence, Credits.of(available), Credits.of(held), inFlight);
    }

    @Test
    void heldCreditsAreNotAvailable() {
        assertThat(fold(Story.opened(1))).isEqualTo(balance(1, 0, 0, 0));
        assertThat(fold(Story.opened(1), Story.credited(1, 10), Story.reserved(1, 1, 3)))
                .isEqualTo(balance(3, 7, 3, 1));
    }

    @Test
    void aSmallerCaptureReleasesTheRest() {
        assertThat(fold(Story.opened(1), Story.credited(1, 10), Story.reserved(1, 1, 3), Story.captured(1, 1, 1, 2)))
                .isEqualTo(balance(4, 9, 0, 0));
    }

    @Test
    void bothKindsOfRefundComeBackToThePerson() {
        assertThat(fold(
                        Story.opened(1),
                        Story.credited(1, 10),
                        Story.reserved(1, 1, 3),
                        Story.refunded(1, 1, 3, From.RESERVED)))
                .isEqualTo(balance(4, 10, 0, 0));
        assertThat(fold(
                        Story.opened(1),
                        Story.credited(1, 10),
                        Story.reserved(1, 1, 3),
                        Story.captured(1, 1, 3, 0),
                        Story.refunded(1, 1, 3, From.CAPTURED)))
                .isEqualTo(balance(5, 10, 0, 0));
    }

    @Test
    void anEventThatComesAgainChangesNothingAndNoneMayBeLeftOut() {
        Balance balance = fold(Story.opened(1), Story.credited(1, 10));
        assertThat(Balance.apply(balance, Story.credited(1, 10), 1)).isSameAs(balance);
        assertThatIllegalStateException().isThrownBy(() -> Balance.apply(balance, Story.reserved(1, 1, 3), 3));
    }

    @Test
    void theHouseAddsUpToZeroAllTheWay() {
        House house = House.EMPTY;
        for (AccountEvent event : new AccountEvent[] {
            Story.opened(1), Story.credited(1, 10), Story.reserved(1, 1, 3), Story.captured(1, 1, 1, 2),
            Story.opened(2), Story.credited(2, 5), Story.reserved(2, 2, 5), Story.refunded(2, 2, 5, From.RESERVED)
        }) {
            house = house.apply(event);
            assertThat(house.available() + house.held() + house.treasury() + house.revenue())
                    .isZero();
        }
        assertThat(house).isEqualTo(new House(14, 0, -15, 1));
    }
}
