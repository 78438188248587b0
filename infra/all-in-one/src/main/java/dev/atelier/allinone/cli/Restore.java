package dev.atelier.allinone.cli;

import dev.atelier.allinone.cli.BackupFiles.Manifest;
import dev.atelier.allinone.cli.BackupFiles.Table;
import dev.atelier.eventstore.proof.LogVerification;
import dev.atelier.eventstore.proof.domain.Finding;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a backup back into a database without a log. All of it is one transaction, and it is committed only after the
 * chain has been checked, also against the newest head that is known: so an older log is never taken for the newest.
 */
public final class Restore {
    private static final JsonMapper JSON = new JsonMapper();
    /** Where the migrations of each Flyway history are. */
    private static final Map<String, String> MIGRATIONS =
            Map.of("public.log_schema_history", "classpath:db/log", "saga.saga_schema_history", "classpath:db/saga");

    private static final String IDENTITY_COLUMNS = """
            select table_schema || '.' || table_name, column_name from information_schema.columns
             where table_schema in ('public', 'saga') and is_identity = 'YES'
            """;
    private static final String CLOCK = """
            select setval('event_clock', greatest(1, coalesce(max((extract(epoch from recorded_at) * 1000000)::bigint), 1)))
              from event
            """;

    private final Plan plan;
    private final PrintStream out;

    private Restore(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * What is wanted.
     *
     * @param given a head from an earlier time, kept elsewhere
     * @param remembered the newest head that this installation knows
     * @param acceptLoss whether the log may end before one of these heads
     * @param withoutKeys whether what people wrote may be lost
     * @param identityKey file of this installation's identity key
     */
    public record Plan(
            Path file,
            Optional<SignedHead> given,
            Optional<SignedHead> remembered,
            boolean acceptLoss,
            boolean withoutKeys,
            Path identityKey) {}

    /** 0 when the log is back, 1 when nothing was changed because something did not fit. */
    public static int run(Plan plan, String jdbcUrl, String user, String password, PrintStream out)
            throws SQLException, IOException {
        return new Restore(plan, out).run(jdbcUrl, user, password);
    }

    private int run(String jdbcUrl, String user, String password) throws SQLException, IOException {
        Path keys = BackupFiles.keysOf(plan.file());
        if (!plan.withoutKeys() && Files.notExists(keys)) {
            throw new IllegalArgumentException(keys
                    + " is missing: without it nobody can read what people wrote and nobody is recognised;"
                    + " --without-keys restores the rest");
        }
        try (ZipFile file = new ZipFile(plan.file().toFile())) {
            Manifest manifest = manifest(file);
            requireEmpty(jdbcUrl, user, password);
            migrate(manifest, jdbcUrl, user, password);
            try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
                requireVersions(manifest, connection);
                connection.setAutoCommit(false);
                return fill(connection, file, manifest, keys);
            }
        }
    }

    private int fill(Connection connection, ZipFile file, Manifest manifest, Path keys)
            throws SQLException, IOException {
        copy(connection, file, manifest);
        Optional<String> identityKey = Optional.empty();
        if (!plan.withoutKeys()) {
            try (ZipFile secrets = new ZipFile(keys.toFile())) {
                copy(connection, secrets, manifest(secrets));
                identityKey = Optional.of(text(secrets, BackupFiles.IDENTITY_KEY));
            }
        }
        setSequences(connection);
        if (!isSound(connection)) {
            connection.rollback();
            out.println("nothing was restored");
            return 1;
        }
        if (identityKey.isPresent()) {
            keepIdentityKey(identityKey.get());
        }
        connection.commit();
        out.println("restored   " + plan.file());
        return 0;
    }

    private boolean isSound(Connection connection) throws SQLException {
        LogVerification.Report report = LogVerification.verifyWithin(connection, plan.given(), Set.of());
        List<Finding> findings = new ArrayList<>(report.findings());
        if (plan.remembered().isPresent()) {
            LogVerification.verifyWithin(connection, plan.remembered(), Set.of()).findings().stream()
                    .filter(finding -> !findings.contains(finding))
                    .forEach(findings::add);
        }
        boolean onlyLoss = findings.stream().allMatch(finding -> finding instanceof Finding.HeadBeyondTheLog);
        VerifyLog.tell(
                new LogVerification.Report(
                        report.blocks(), report.events(), report.unsealed(), report.head(), findings),
                out);
        if (!findings.isEmpty() && onlyLoss && !plan.acceptLoss()) {
            out.println("this backup is older than a head that is known: --accept-loss restores it all the same,"
                    + " and what came after is lost");
        }
        return findings.isEmpty() || (onlyLoss && plan.acceptLoss());
    }

    private static void requireEmpty(String jdbcUrl, String user, String password) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
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

    private static void migrate(Manifest manifest, String jdbcUrl, String user, String password) {
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

    private static void requireVersions(Manifest manifest, Connection connection) throws SQLException {
        Map<String, String> versions = SchemaVersions.of(connection);
        if (!versions.equals(manifest.schemas())) {
            throw new IllegalArgumentException("the backup has the tables " + manifest.schemas() + ", the database "
                    + versions + ": restore into a database that nobody has started on yet");
        }
    }

    private static void copy(Connection connection, ZipFile file, Manifest manifest) throws SQLException, IOException {
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Table table : manifest.tables()) {
            try (InputStream rows = open(file, table.file())) {
                long copied = copies.copyIn("copy " + table.quoted() + " from stdin", rows);
                if (copied != table.rows()) {
                    throw new IllegalArgumentException(
                            "the backup is damaged: " + table.name() + " should have " + table.rows() + " rows");
                }
            }
        }
    }

    private static void setSequences(Connection connection) throws SQLException {
        List<String> settings = new ArrayList<>(List.of(CLOCK));
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(IDENTITY_COLUMNS)) {
                while (row.next()) {
                    String table = BackupFiles.quoteTable(row.getString(1));
                    String newest = "max(" + BackupFiles.quote(row.getString(2)) + ")";
                    settings.add("select setval(pg_get_serial_sequence('" + table + "', '" + row.getString(2)
                            + "'), greatest(1, coalesce(" + newest + ", 1)), " + newest + " is not null) from "
                            + table);
                }
            }
            for (String setting : settings) {
                statement.execute(setting);
            }
        }
    }

    private void keepIdentityKey(String key) throws IOException {
        Path file = plan.identityKey();
        if (Files.exists(file)) {
            if (!Files.readString(file).strip().equals(key)) {
                throw new IllegalArgumentException(
                        file + " is not the key of the backup, so nobody would be recognised:"
                                + " move it away and restore again");
            }
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key + "\n");
    }

    private static Manifest manifest(ZipFile file) throws IOException {
        try {
            Manifest manifest = JSON.readValue(text(file, BackupFiles.MANIFEST), Manifest.class);
            if (BackupFiles.FORMAT.equals(manifest.format())) {
                return manifest;
            }
            throw new IllegalArgumentException(file.getName() + " has another format than " + BackupFiles.FORMAT);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file.getName() + " is not a backup", e);
        }
    }

    private static String text(ZipFile file, String name) throws IOException {
        try (InputStream content = open(file, name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(ZipFile file, String name) throws IOException {
        ZipEntry entry = file.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException(file.getName() + " is not a backup: it has no " + name);
        }
        return file.getInputStream(entry);
    }
}
