package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.stream.Roots;
import dev.atelier.command.user.domain.Identity;
import dev.atelier.command.user.domain.Registration;
import dev.atelier.contracts.user.UserCommand.RegisterUser;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserEvent.UserRegistered;
import dev.atelier.contracts.user.UserId;
import org.axonframework.commandhandling.CommandHandler;

/**
 * Makes a person known: identity, person and account in one unit of work. The new account's id is as new as the
 * person's, so nobody waits for its lock while the identity is held.
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
                Registration.account(command).forEach(accounts::handle);
                yield new Registered(command.userId(), true);
            }
        };
    }

    private void apply(UserEvent event) {
        switch (event) {
            case UserRegistered e -> users.with(e.userId(), user -> user.register(e));
            case IdentityClaimed e -> identities.with(e.identityId(), identity -> identity.claim(e));
        }
    }
}
