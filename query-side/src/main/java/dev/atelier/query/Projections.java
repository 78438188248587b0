package dev.atelier.query;

import dev.atelier.query.balance.BalanceProjection;
import dev.atelier.query.joblist.JobIndexes;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.JobProjection;
import dev.atelier.query.live.ChangeIndexes;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Seals;
import dev.atelier.query.presets.CatalogueProjection;
import dev.atelier.query.profile.ProfileProjection;
import dev.atelier.query.queue.PoolQueues;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.statement.GrantReasons;
import dev.atelier.query.statement.StatementLines;
import java.time.Duration;
import java.util.List;

/** Everything that is folded from the log, in one list. */
public final class Projections {
    private Projections() {}

    /**
     * All of them.
     *
     * @param completedTtl how long a finished job's view is kept
     */
    public static List<Projection> all(EventLog log, Seals seals, Duration completedTtl) {
        return List.of(
                new ProfileProjection(seals),
                new BalanceProjection(List.of(new StatementLines())),
                new GrantReasons(seals),
                new CatalogueProjection(),
                new JobProjection(
                        new JobHistory(log, seals),
                        completedTtl,
                        List.of(new JobIndexes(), new PoolQueues(), new ChangeIndexes())));
    }
}
