package dev.atelier.query.statement;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.balance.BalanceMoved;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.readmodel.WorkingCopy;
import dev.atelier.query.statement.domain.Line;
import dev.atelier.wire.WireJson;

/** Statements as indexes of lines: the line's JSON is the member, its position in the log the score. */
public final class StatementLines implements BalanceMoved {
    @Override
    public void apply(StoredEvent stored, AccountEvent event, Balance after, WorkingCopy models) {
        Line.of(event, after, stored.recordedAt())
                .map(WireJson.mapper()::writeValueAsString)
                .ifPresent(json -> models.add(index(event.accountId()), json, stored.position()));
    }

    static String index(AccountId account) {
        return "statement:" + account;
    }

    static Line read(String json) {
        return WireJson.mapper().readValue(json, Line.class);
    }
}
