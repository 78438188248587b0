package dev.atelier.query.balance;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.web.problem.ProblemException;

/** People's credits, as the read models know them. */
public final class Balances {
    private final ReadModels models;

    public Balances(ReadModels models) {
        this.models = models;
    }

    /** The balance of a registered person; one that is not there yet is {@code PROJECTION_BEHIND}, never zero. */
    public Balance of(UserId user) {
        return models.read(generation -> generation.get(BalanceProjection.BALANCE, AccountId.of(user)))
                .orElseThrow(() -> ProblemException.of(ErrorCode.PROJECTION_BEHIND));
    }
}
