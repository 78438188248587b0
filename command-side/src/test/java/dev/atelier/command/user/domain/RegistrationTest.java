package dev.atelier.command.user.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserCommand.RegisterUser;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RegistrationTest {
    private static final UserId USER = new UserId(new UUID(0, 1));
    private static final IdentityId IDENTITY = new IdentityId("telegram", "0".repeat(64));
    private static final RegisterUser REGISTER = new RegisterUser(USER, IDENTITY, null, "ru", Credits.of(5));

    @Test
    void a_new_identity_is_a_new_person_with_an_account() {
        assertThat(Registration.decide(REGISTER, new Identity.Unclaimed()))
                .isEqualTo(Decision.events(new UserRegistered(USER, null, "ru"), new IdentityClaimed(IDENTITY, USER)));
        AccountId account = AccountId.of(USER);
        assertThat(Registration.account(REGISTER))
                .containsExactly(
                        new OpenAccount(account, USER),
                        new CreditBalance(account, Credits.of(5), new CreditCause.Welcome()));
    }

    @Test
    void a_known_identity_changes_nothing() {
        Identity known = new Identity.Unclaimed().evolve(new IdentityClaimed(IDENTITY, new UserId(new UUID(0, 9))));
        assertThat(Registration.decide(REGISTER, known)).isEqualTo(Decision.nothingToDo());
    }
}
