package dev.atelier.command.grant;

import dev.atelier.command.account.AccountRefusedException;
import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.grant.domain.Grants;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.GrantCommand.IssueGrant;
import dev.atelier.contracts.account.GrantCommand.IssueRefund;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.account.GrantEvent.GrantIssued;
import dev.atelier.contracts.account.GrantEvent.RefundIssued;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;

/** The decision of an administrator and the movement of the money, in one unit of work: both or neither. */
class Treasurer {
    /** @param account as it is afterwards */
    record Moved(GrantEvent event, Account account) {}

    private final Accounts accounts;
    private final Balances balances;
    private final Roots<GrantAggregate> grants;

    Treasurer(Accounts accounts, Balances balances, Roots<GrantAggregate> grants) {
        this.accounts = accounts;
        this.balances = balances;
        this.grants = grants;
    }

    @CommandHandler
    Moved on(IssueGrant command) {
        accounts.load(command.accountId());
        return grants.with(command.grantId(), grant -> issue(grant, Grants.decide(command, grant.issued() != null)));
    }

    @CommandHandler
    Moved on(IssueRefund command) {
        accounts.load(command.accountId());
        return grants.with(
                command.refundId(),
                refund -> issue(
                        refund,
                        Grants.decide(command, refund.issued() != null, balances.history(command.accountId()))));
    }

    private Moved issue(GrantAggregate grant, Decision<GrantEvent, Grants.Refusal> decision) {
        decision.orThrow(GrantRefusedException::new).events().forEach(event -> {
            accounts.handle(movement(event)).orThrow(AccountRefusedException::new);
            grant.issue(event);
        });
        GrantEvent issued = Objects.requireNonNull(grant.issued());
        return new Moved(issued, accounts.load(issued.accountId()));
    }

    private static AccountCommand movement(GrantEvent event) {
        return switch (event) {
            case GrantIssued e -> Grants.movement(e);
            case RefundIssued e -> Grants.movement(e);
        };
    }
}
