package dev.atelier.saga.store;

import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.LogToken;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sagas as they are stored: one row of JSON per job that is not settled yet. */
public final class SagaTable {
    private static final String LOAD = "select job_id, state from fulfilment where job_id = any(?)";
    private static final String PAGE =
            "select job_id, state from fulfilment where job_id > ? order by job_id limit 2000";

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    SagaTable(DataSource dataSource) {
        this.dataSource = dataSource;
        jdbc = new JdbcTemplate(dataSource);
    }

    /** The states of those that have one, as JSON. */
    public Map<JobId, String> load(Collection<JobId> jobs) {
        String[] ids = jobs.stream().map(JobId::toString).toArray(String[]::new);
        Map<JobId, String> states = new HashMap<>();
        jdbc.query(
                LOAD,
                row -> {
                    states.put(JobId.parse(row.getString(1)), row.getString(2));
                },
                (Object) ids);
        return states;
    }

    /** Every saga, as JSON, a page at a time. */
    public void forEach(Consumer<String> saga) {
        List<Row> page = jdbc.query(PAGE, SagaTable::row, "");
        while (!page.isEmpty()) {
            page.forEach(row -> saga.accept(row.state()));
            page = jdbc.query(PAGE, SagaTable::row, page.getLast().jobId());
        }
    }

    private record Row(String jobId, String state) {}

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getString(1), row.getString(2));
    }

    /**
     * Writes sagas, timers and token, all or nothing; false, and nothing is written, when the segment is not the
     * owner's any more or its token is not {@code from}. After an exception the outcome is unknown: claim again and
     * see where the token is.
     */
    public boolean commit(String processor, String owner, LogToken from, LogToken to, Batch batch) {
        try (Connection connection = dataSource.getConnection()) {
            return BatchStatement.run(connection, processor, owner, from, to, batch);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the batch may not have been written", e);
        }
    }
}
