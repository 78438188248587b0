package dev.atelier.saga.store;

import dev.atelier.eventstore.LogToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each processor has come, and which process may move it. A claim lasts for as long as its owner renews it;
 * only the database's clock says how long that is.
 */
public final class TokenTable {
    private static final String EXISTS = "select count(*) from fulfilment_token where processor_name = :processor";

    private static final String BEGIN = """
            insert into fulfilment_token (processor_name, position, event_id) values (:processor, 0, '')
                on conflict (processor_name) do nothing
            """;

    private static final String READ =
            "select position, event_id from fulfilment_token where processor_name = :processor";

    private static final String CLAIM = """
            update fulfilment_token set owner = :owner, claimed_at = clock_timestamp()
             where processor_name = :processor
               and (owner is null or owner = :owner or claimed_at < clock_timestamp() - make_interval(secs => :seconds))
            returning position, event_id
            """;

    private static final String RELEASE = """
            update fulfilment_token set owner = null where processor_name = :processor and owner = :owner
            """;

    private final JdbcClient jdbc;

    TokenTable(DataSource dataSource) {
        jdbc = JdbcClient.create(dataSource);
    }

    public boolean exists(String processor) {
        return jdbc.sql(EXISTS).param("processor", processor).query(Long.class).single() > 0;
    }

    /** Puts the processor at the beginning of the log, if it is not there yet. */
    public void begin(String processor) {
        jdbc.sql(BEGIN).param("processor", processor).update();
    }

    public LogToken read(String processor) {
        return jdbc.sql(READ)
                .param("processor", processor)
                .query(TokenTable::token)
                .single();
    }

    /** Where the token is; empty while another process has it. */
    public Optional<LogToken> claim(String processor, String owner, Duration timeout) {
        return jdbc.sql(CLAIM)
                .param("processor", processor)
                .param("owner", owner)
                .param("seconds", timeout.toMillis() / 1000.0)
                .query(TokenTable::token)
                .optional();
    }

    /** Lets others have it at once; does nothing where they have it already. */
    public void release(String processor, String owner) {
        jdbc.sql(RELEASE).param("processor", processor).param("owner", owner).update();
    }

    private static LogToken token(ResultSet row, int number) throws SQLException {
        return new LogToken(row.getLong(1), row.getString(2));
    }
}
