package dev.atelier.command.user.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserCommand.ErasePerson;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErasureTest {
    private static final UserId PERSON = new UserId(new UUID(0, 1));
    private static final UserId OTHER = new UserId(new UUID(0, 2));
    private static final IdentityId IDENTITY = new IdentityId("telegram", "0".repeat(64));
    private static final ErasePerson ERASE = new ErasePerson(PERSON, IDENTITY);
    private static final Account.Open EMPTY = new Account.Open(Credits.of(5), Map.of());
    private static final Account.Open BUSY =
            new Account.Open(Credits.of(5), Map.of(new JobId(new UUID(0, 3)), Credits.of(1)));

    @Test
    void a_person_with_a_closed_and_settled_account_is_erased() {
        assertThat(Erasure.decide(ERASE, new Identity.Claimed(PERSON), new Account.Closed(EMPTY)))
                .isEqualTo(Decision.events(new PersonErased(PERSON), new IdentityReleased(IDENTITY, PERSON)));
    }

    @Test
    void nobody_is_erased_while_money_can_move() {
        for (Account account : new Account[] {new Account.NotOpened(), EMPTY, new Account.Closed(BUSY)}) {
            assertThat(Erasure.decide(ERASE, new Identity.Claimed(PERSON), account))
                    .isEqualTo(Decision.refused(Erasure.Refusal.ACCOUNT_IN_USE));
        }
    }

    @Test
    void who_is_erased_already_or_somebody_else_is_left_alone() {
        Account closed = new Account.Closed(EMPTY);
        assertThat(Erasure.decide(ERASE, new Identity.Unclaimed(), closed)).isEqualTo(Decision.nothingToDo());
        assertThat(Erasure.decide(ERASE, new Identity.Claimed(OTHER), closed)).isEqualTo(Decision.nothingToDo());
    }

    @Test
    void a_released_identity_can_be_claimed_again() {
        Identity released = new Identity.Unclaimed()
                .evolve(new IdentityClaimed(IDENTITY, PERSON))
                .evolve(new IdentityReleased(IDENTITY, PERSON));
        assertThat(released).isEqualTo(new Identity.Unclaimed());
        assertThat(released.evolve(new IdentityClaimed(IDENTITY, OTHER))).isEqualTo(new Identity.Claimed(OTHER));
    }
}
