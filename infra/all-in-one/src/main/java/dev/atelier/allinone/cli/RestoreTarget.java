package dev.atelier.allinone.cli;

import dev.atelier.allinone.cli.BackupFiles.Manifest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** The database into which a backup goes: without a log, and with the tables of the version that made the backup. */
record RestoreTarget(String jdbcUrl, String user, String password) {
    /** Where the migrations of each Flyway history are. */
    private static final Map<String, String> MIGRATIONS =
            Map.of("public.log_schema_history", "classpath:db/log", "saga.saga_schema_history", "classpath:db/saga");

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    void requireEmpty() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('event') is not null")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return;
                }
            }
            try (ResultSet row = statement.executeQuery("select exists (select from event)")) {
                row.next();
                if (row.getBoolean(1)) {
                    throw new IllegalArgumentException(
                            "there is a log already: restore into an empty database, or stop Atelier and move the folder"
                                    + " \"postgres\" of its data away");
                }
            }
        }
    }

    void migrate(Manifest manifest) {
        manifest.schemas().forEach((history, version) -> {
            String location = MIGRATIONS.get(history);
            if (location == null) {
                throw new IllegalArgumentException("this version does not know the tables of " + history
                        + ": restore with the version that made the backup");
            }
            Flyway.configure()
                    .dataSource(jdbcUrl, user, password)
                    .locations(location)
                    .schemas(history.substring(0, history.indexOf('.')))
                    .table(history.substring(history.indexOf('.') + 1))
                    .target(version)
                    .load()
                    .migrate();
        });
    }

    static void requireVersions(Manifest manifest, Connection connection) throws SQLException {
        Map<String, String> versions = SchemaVersions.of(connection);
        if (!versions.equals(manifest.schemas())) {
            throw new IllegalArgumentException("the backup has the tables " + manifest.schemas() + ", the database "
                    + versions + ": restore into a database that nobody has started on yet");
        }
    }
}
