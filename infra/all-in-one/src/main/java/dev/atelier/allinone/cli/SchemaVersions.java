package dev.atelier.allinone.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which version each owner's tables have, by schema and table of its Flyway history. */
final class SchemaVersions {
    private static final String HISTORIES =
            "select schemaname || '.' || tablename from pg_tables where tablename like '%schema_history'";

    private SchemaVersions() {}

    static Map<String, String> of(Connection connection) throws SQLException {
        Map<String, String> versions = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String history : histories(statement)) {
                try (ResultSet row = statement.executeQuery("select version from " + BackupFiles.quoteTable(history)
                        + " where success and version is not null order by installed_rank desc limit 1")) {
                    if (row.next()) {
                        versions.put(history, row.getString(1));
                    }
                }
            }
        }
        return versions;
    }

    private static List<String> histories(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(HISTORIES)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
