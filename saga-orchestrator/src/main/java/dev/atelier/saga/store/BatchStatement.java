package dev.atelier.saga.store;

import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.LogToken;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Everything that a batch changes, in one statement and so in one transaction and one round trip. It changes nothing
 * unless the token is where its owner left it: whoever lost the segment in the middle of a batch commits none of it.
 */
final class BatchStatement {
    /** A timer that is both cleared and started again is left to the insert: one statement changes a row only once. */
    private static final String SQL = """
            with fence as materialized (
                     update fulfilment_token set position = ?, event_id = ?, claimed_at = clock_timestamp()
                      where processor_name = ? and owner = ? and position = ? returning 1),
                 due as materialized (
                     select * from unnest(?::text[], ?::text[], ?::int[], ?::text[]::timestamptz[], ?::text[])
                         as d(job_id, name, attempt, due_at, payload)),
                 saved as (
                     insert into fulfilment (job_id, name, revision, state)
                     select s.job_id, 'job-fulfilment', 1, s.state
                       from fence cross join unnest(?::text[], ?::text[]) as s(job_id, state)
                         on conflict (job_id) do update
                        set name = excluded.name, revision = excluded.revision, state = excluded.state),
                 ended as (
                     delete from fulfilment f using fence, unnest(?::text[]) as e(job_id) where f.job_id = e.job_id),
                 cleared as (
                     delete from timer t using fence, unnest(?::text[]) as c(job_id)
                      where t.job_id = c.job_id
                        and not exists (select from due d where d.job_id = t.job_id and d.name = t.name)),
                 cancelled as (
                     delete from timer t using fence, unnest(?::text[], ?::text[]) as c(job_id, name)
                      where t.job_id = c.job_id and t.name = c.name),
                 started as (
                     insert into timer (job_id, name, attempt, due_at, payload)
                     select d.job_id, d.name, d.attempt, d.due_at, d.payload::json from fence cross join due d
                         on conflict (job_id, name) do update
                        set attempt = excluded.attempt, due_at = excluded.due_at, payload = excluded.payload),
                 parked as (
                     insert into parked_saga (job_id, position, reason, parked_at)
                     select p.* from fence cross join unnest(?::text[], ?::bigint[], ?::text[], ?::text[]::timestamptz[]) as p
                         on conflict (job_id) do nothing)
            select count(*) from fence
            """;

    private final Connection connection;
    private final PreparedStatement statement;
    private int next = 1;

    private BatchStatement(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** Whether the token was still the owner's and where it was left. */
    static boolean run(Connection connection, String processor, String owner, LogToken from, LogToken to, Batch batch)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            BatchStatement binding = new BatchStatement(connection, statement);
            binding.token(processor, owner, from, to);
            binding.timersStarted(batch.timers());
            binding.sagas(batch);
            binding.timersStopped(batch.timers());
            binding.parked(batch.parked());
            try (ResultSet fence = statement.executeQuery()) {
                return fence.next() && fence.getLong(1) == 1;
            }
        }
    }

    private void token(String processor, String owner, LogToken from, LogToken to) throws SQLException {
        statement.setLong(next++, to.index());
        statement.setString(next++, to.eventId());
        statement.setString(next++, processor);
        statement.setString(next++, owner);
        statement.setLong(next++, from.index());
    }

    private void timersStarted(TimerChanges timers) throws SQLException {
        var keys = timers.started().keySet();
        var started = timers.started().values();
        texts(keys, key -> key.jobId().toString());
        texts(keys, TimerChanges.Key::name);
        array("int4", started, timer -> timer.timeout().attempt(), Integer[]::new);
        texts(started, timer -> timer.due().toString());
        texts(started, timer -> FulfilmentJson.mapper().writeValueAsString(timer.timeout()));
    }

    private void sagas(Batch batch) throws SQLException {
        texts(batch.saved().keySet(), JobId::toString);
        texts(batch.saved().values(), state -> state);
        texts(batch.ended(), JobId::toString);
    }

    private void timersStopped(TimerChanges timers) throws SQLException {
        texts(timers.cleared(), JobId::toString);
        texts(timers.cancelled(), key -> key.jobId().toString());
        texts(timers.cancelled(), TimerChanges.Key::name);
    }

    private void parked(List<Batch.Parked> parked) throws SQLException {
        texts(parked, job -> job.jobId().toString());
        array("int8", parked, Batch.Parked::position, Long[]::new);
        texts(parked, Batch.Parked::reason);
        texts(parked, job -> job.at().toString());
    }

    private <T> void texts(Collection<T> elements, Function<T, String> value) throws SQLException {
        array("text", elements, value, String[]::new);
    }

    /** Arrays of exactly these Java types travel in PostgreSQL's binary format; others would be spelled and parsed. */
    private <T, V> void array(String type, Collection<T> elements, Function<T, V> value, IntFunction<V[]> empty)
            throws SQLException {
        Array array =
                connection.createArrayOf(type, elements.stream().map(value).toArray(empty));
        statement.setArray(next++, array);
    }
}
