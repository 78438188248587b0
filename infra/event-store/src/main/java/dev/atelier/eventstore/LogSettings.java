package dev.atelier.eventstore;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the log is.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param migrate whether this process brings the schema up to date; true in the command side only
 * @param role what this process may do to the log
 * @param connectionsMax size of the pool that reads; appends have one connection of their own
 */
@ConfigurationProperties("atelier.log")
public record LogSettings(
        @Nullable String jdbcUrl,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("false") boolean migrate,
        @DefaultValue("READER") LogRole role,
        @DefaultValue("10") int connectionsMax) {
    public LogSettings {
        if (jdbcUrl == null || !jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "set atelier.log.jdbc-url (or POSTGRES_URL) to jdbc:postgresql://host:port/database");
        }
    }

    @Override
    public String toString() {
        return "LogSettings[" + jdbcUrl + "]";
    }
}
