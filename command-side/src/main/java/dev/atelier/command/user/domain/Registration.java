package dev.atelier.command.user.domain;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.user.UserCommand.RegisterUser;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import java.util.List;

/**
 * The rules of registration: an identity names one person for ever, so its stream is the check; the person and their
 * account come with it or not at all.
 */
public final class Registration {
    private Registration() {}

    /** What the identity's stream and the person's stream are to hold; nothing where the identity names somebody. */
    public static Decision<UserEvent, Void> decide(RegisterUser command, Identity identity) {
        return switch (identity) {
            case Identity.Claimed _ -> Decision.nothingToDo();
            case Identity.Unclaimed _ ->
                Decision.events(
                        new UserRegistered(command.userId(), command.displayName(), command.language()),
                        new IdentityClaimed(command.identityId(), command.userId()));
        };
    }

    /** What the new person's account is asked to do. */
    public static List<AccountCommand> account(RegisterUser command) {
        AccountId account = AccountId.of(command.userId());
        return List.of(
                new OpenAccount(account, command.userId()),
                new CreditBalance(account, command.welcome(), new CreditCause.Welcome()));
    }
}
