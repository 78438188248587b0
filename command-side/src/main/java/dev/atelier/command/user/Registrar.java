package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.stream.Roots;
import dev.atelier.command.user.domain.Erasure;
import dev.atelier.command.user.domain.Identity;
import dev.atelier.command.user.domain.Registration;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.UserCommand.ErasePerson;
import dev.atelier.contracts.user.UserCommand.RegisterUser;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Makes a person known, or forgotten: identity, person and account in one unit of work. The new account's id is as new
 * as the person's, so nobody waits for its lock while the identity is held; who is erased has theirs loaded first.
 */
class Registrar {
    /** @param created false where the identity named the person before */
    record Registered(UserId userId, boolean created) {}

    private final Roots<IdentityAggregate> identities;
    private final Roots<UserAggregate> users;
    private final Accounts accounts;

    Registrar(Roots<IdentityAggregate> identities, Roots<UserAggregate> users, Accounts accounts) {
        this.identities = identities;
        this.users = users;
        this.accounts = accounts;
    }

    @CommandHandler
    Registered on(RegisterUser command) {
        return switch (identities.with(command.identityId(), IdentityAggregate::identity)) {
            case Identity.Claimed(UserId by) -> new Registered(by, false);
            case Identity.Unclaimed unclaimed -> {
                Registration.decide(command, unclaimed).events().forEach(this::apply);
                Registration.account(command)
                        .forEach(step -> accounts.handle(step)
                                .orThrow(refusal -> new IllegalStateException("a new account refuses "
                                        + step.getClass().getSimpleName() + ": " + refusal)));
                yield new Registered(command.userId(), true);
            }
        };
    }

    /** True, unless the identity named somebody else or nobody. */
    @CommandHandler
    Boolean on(ErasePerson command) {
        Account account = accounts.load(AccountId.of(command.userId()));
        Identity identity = identities.with(command.identityId(), IdentityAggregate::identity);
        List<UserEvent> events = Erasure.decide(command, identity, account)
                .orThrow(ErasureRefusedException::new)
                .events();
        events.forEach(this::apply);
        return !events.isEmpty();
    }

    private void apply(UserEvent event) {
        switch (event) {
            case PersonErased e -> users.with(e.userId(), user -> user.erase(e));
            case IdentityReleased e -> identities.with(e.identityId(), identity -> identity.release(e));
            case UserRegistered e -> users.with(e.userId(), user -> user.register(e));
            case IdentityClaimed e -> identities.with(e.identityId(), identity -> identity.claim(e));
        }
    }
}
