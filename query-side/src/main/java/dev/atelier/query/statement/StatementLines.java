package dev.atelier.query.statement;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.readmodel.WorkingCopy;
import dev.atelier.query.statement.domain.Line;
import dev.atelier.wire.WireJson;

/** Statements as indexes of lines: the line's JSON is the member, its position in the log the score. */
public final class StatementLines {
    private StatementLines() {}

    public static void add(StoredEvent event, AccountEvent account, Balance after, WorkingCopy models) {
        Line.of(account, after, event.recordedAt())
                .map(WireJson.mapper()::writeValueAsString)
                .ifPresent(json -> models.add(index(account.accountId()), json, event.position()));
    }

    static String index(AccountId account) {
        return "statement:" + account;
    }

    static Line read(String json) {
        return WireJson.mapper().readValue(json, Line.class);
    }
}
