package dev.atelier.saga.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the orchestrator keeps its own tables, in the schema {@code saga}. It may be the log's database or another one.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param connectionsMax size of the pool: event processor, timers and heartbeats need one each
 */
@ConfigurationProperties("atelier.saga")
public record SagaDatabaseSettings(
        @Nullable String jdbcUrl,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("6") int connectionsMax) {
    public SagaDatabaseSettings {
        if (jdbcUrl == null || !jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "set atelier.saga.jdbc-url (or POSTGRES_URL) to jdbc:postgresql://host:port/database");
        }
        if (connectionsMax < 4) {
            throw new IllegalArgumentException("atelier.saga.connections-max must be at least 4");
        }
    }

    @Override
    public String toString() {
        return "SagaDatabaseSettings[" + jdbcUrl + "]";
    }
}
