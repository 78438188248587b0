package dev.atelier.query.statement;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.job.JobId;
import dev.atelier.query.readmodel.Entry;
import dev.atelier.query.readmodel.Generation;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.statement.StatementAnswers.Movement;
import dev.atelier.query.statement.domain.Line;
import dev.atelier.query.statement.domain.Line.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements, page by page. */
final class Statements {
    private final ReadModels models;

    Statements(ReadModels models) {
        this.models = models;
    }

    /** @param next where the next page begins; null when there is none */
    record Page(List<Movement> movements, @Nullable Long next) {}

    Page page(AccountId account, long below, int limit) {
        return models.read(generation -> {
            List<Entry> entries = generation.newest(StatementLines.index(account), below, limit + 1);
            List<Line> lines = entries.stream()
                    .limit(limit)
                    .map(entry -> StatementLines.read(entry.member()))
                    .toList();
            Long next = entries.size() > limit ? entries.get(limit - 1).score() : null;
            return new Page(movements(generation, lines), next);
        });
    }

    private static List<Movement> movements(Generation generation, List<Line> lines) {
        List<Optional<String>> reasons = generation.all(
                GrantReasons.REASON, lines.stream().map(Statements::causeOf).toList());
        List<Movement> movements = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            movements.add(StatementAnswers.movement(lines.get(i), reasons.get(i).orElse(null)));
        }
        return movements;
    }

    /** The id of the grant or refund behind the line; an empty one where no administrator had a part in it. */
    private static String causeOf(Line line) {
        GrantId grant = line.grant();
        JobId job = line.job();
        if (grant != null) {
            return grant.toString();
        }
        return job != null && line.what() == What.REFUNDED ? RefundId.of(job).toString() : "";
    }
}
