package dev.atelier.saga.timers;

import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.saga.store.FulfilmentJson;
import dev.atelier.saga.store.TimerChanges;
import dev.atelier.saga.store.TimerName;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of timers as the poller and the heartbeats see it; they are started and stopped with the saga's batch. Times
 * are the callers': the database's clock is not asked.
 */
public final class Timers {
    private static final String HEARTBEAT = """
            update timer set due_at = greatest(due_at, :due)
             where job_id = :job and name = 'worker-silent' and attempt = :attempt
            """;

    /** Taking a timer is moving it: whoever dies before the message is out leaves a timer that comes again. */
    private static final String TAKE = """
            update timer t set due_at = :again
              from (select job_id, name, due_at from timer
                     where due_at <= :now and (:hearing or name <> 'worker-silent')
                     order by due_at limit :limit for update skip locked) as d
             where t.job_id = d.job_id and t.name = d.name
            returning t.payload, d.due_at
            """;

    private static final String GIVE_BACK = """
            update timer t set due_at = :now from unnest(:jobs::text[], :names::text[]) as g(job_id, name)
             where t.job_id = g.job_id and t.name = g.name and t.due_at = :again
            """;

    private static final String NEXT = "select min(due_at) from timer where :hearing or name <> 'worker-silent'";

    private final JdbcClient jdbc;

    Timers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param due when it was due */
    record Due(Timeout timeout, Instant due) {}

    /** A heartbeat moves the deadline of this attempt's worker, never back; of another attempt it says nothing. */
    void heard(JobId jobId, int attempt, Instant due) {
        jdbc.sql(HEARTBEAT)
                .param("due", Timestamp.from(due))
                .param("job", jobId.toString())
                .param("attempt", attempt)
                .update();
    }

    /** Takes what is due; each comes again at {@code again} unless its job has cancelled it by then. */
    List<Due> take(Instant now, Instant again, boolean hearing, int limit) {
        return jdbc.sql(TAKE)
                .param("now", Timestamp.from(now))
                .param("again", Timestamp.from(again))
                .param("hearing", hearing)
                .param("limit", limit)
                .query((row, n) -> new Due(
                        FulfilmentJson.mapper().readValue(row.getString(1), Timeout.class),
                        row.getTimestamp(2).toInstant()))
                .list();
    }

    /** What was taken could not be sent: it is due again now, unless somebody has moved it since. */
    void giveBack(List<Due> taken, Instant now, Instant again) {
        List<TimerChanges.Key> keys = taken.stream()
                .map(due -> new TimerChanges.Key(
                        due.timeout().jobId(), TimerName.of(due.timeout().getClass())))
                .toList();
        named(GIVE_BACK, keys)
                .param("now", Timestamp.from(now))
                .param("again", Timestamp.from(again))
                .update();
    }

    /** When the next one is due. */
    Optional<Instant> next(boolean hearing) {
        return jdbc.sql(NEXT)
                .param("hearing", hearing)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    private JdbcClient.StatementSpec named(String sql, Collection<TimerChanges.Key> keys) {
        return jdbc.sql(sql)
                .param("jobs", keys.stream().map(key -> key.jobId().toString()).toArray(String[]::new))
                .param("names", keys.stream().map(TimerChanges.Key::name).toArray(String[]::new));
    }
}
