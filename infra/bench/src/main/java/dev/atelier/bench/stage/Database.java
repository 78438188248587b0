package dev.atelier.bench.stage;

import dev.atelier.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** One database and who may use it. */
public record Database(String jdbcUrl, String user, String password) {
    private static final String URL = "BENCH_JDBC_URL";
    private static final String USER = "BENCH_JDBC_USER";
    private static final String PASSWORD = "BENCH_JDBC_PASSWORD";

    /** An empty one, or the one of that name. */
    public static Database on(PostgresServer server, String name) {
        return new Database(server.createDatabase(name), server.user(), server.password());
    }

    /** As the process that started this one said it. */
    public static Database ofEnvironment() {
        return new Database(
                Objects.requireNonNull(System.getenv(URL), URL),
                System.getenv().getOrDefault(USER, ""),
                System.getenv().getOrDefault(PASSWORD, ""));
    }

    public Map<String, String> environment() {
        return Map.of(URL, jdbcUrl, USER, user, PASSWORD, password);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    @Override
    public String toString() {
        return "Database[" + jdbcUrl + "]";
    }
}
