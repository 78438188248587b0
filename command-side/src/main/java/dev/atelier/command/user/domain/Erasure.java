package dev.atelier.command.user.domain;

import dev.atelier.command.account.domain.Account;
import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.user.UserCommand.ErasePerson;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserEvent.IdentityReleased;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;

/** The rules of being forgotten: a person is erased once, after their last job, and only their own identity is freed. */
public final class Erasure {
    /** Why a person cannot be erased yet. */
    public enum Refusal {
        /** The account is not closed, or the money of a job has not been settled. */
        ACCOUNT_IN_USE
    }

    private Erasure() {}

    /** What the person's stream and the identity's are to hold; nothing where the identity does not name the person. */
    public static Decision<UserEvent, Refusal> decide(ErasePerson command, Identity identity, Account account) {
        return switch (identity) {
            case Identity.Claimed(UserId by) when by.equals(command.userId()) -> erase(command, account);
            case Identity.Claimed _, Identity.Unclaimed _ -> Decision.nothingToDo();
        };
    }

    private static Decision<UserEvent, Refusal> erase(ErasePerson command, Account account) {
        UserId person = command.userId();
        return isOver(account)
                ? Decision.events(new PersonErased(person), new IdentityReleased(command.identityId(), person))
                : Decision.refused(Refusal.ACCOUNT_IN_USE);
    }

    private static boolean isOver(Account account) {
        return switch (account) {
            case Account.Closed closed -> closed.openJobs().isEmpty();
            case Account.Open _, Account.NotOpened _ -> false;
        };
    }
}
