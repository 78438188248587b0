package dev.atelier.allinone;

import dev.atelier.servers.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** The local run's log for one of the words, whether Atelier runs or not. */
final class OpenLog {
    private OpenLog() {}

    /** What a word does with the log. */
    @FunctionalInterface
    interface Work<T> {
        T on(LocalDatabase database) throws SQLException, IOException;
    }

    /** The log that {@code POSTGRES_URL} names, else the folder's own; if stopped, it is started for so long. */
    static <T> T use(LocalFolder folder, Work<T> work) {
        try {
            String url = System.getenv("POSTGRES_URL");
            if (url != null) {
                PostgresUrl postgres = PostgresUrl.parse(url);
                return work.on(new LocalDatabase(postgres.jdbcUrl(), postgres.user(), postgres.password()));
            }
            Optional<LocalDatabase> known = LocalDatabase.read(folder);
            if (folder.running().isPresent() && known.isPresent()) {
                return work.on(known.get());
            }
            try (PostgresServer server = PostgresServer.start(folder.of("postgres"))) {
                return work.on(
                        new LocalDatabase(server.createDatabase(Servers.DATABASE), server.user(), server.password()));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the log cannot be read: " + e.getMessage(), e);
        }
    }
}
