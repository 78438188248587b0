package dev.atelier.allinone.cli;

import dev.atelier.allinone.cli.BackupFiles.Manifest;
import dev.atelier.allinone.cli.BackupFiles.Table;
import dev.atelier.eventstore.proof.LogVerification;
import dev.atelier.eventstore.proof.TrustedKeysFile;
import dev.atelier.eventstore.proof.domain.Finding;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Brings a backup back into a database without a log. All of it is one transaction, and it is committed only after the
 * chain has been checked, also against the newest head that is known: so an older log is never taken for the newest.
 */
public final class Restore {
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
     */
    public record Plan(
            Path file,
            Optional<SignedHead> given,
            Optional<SignedHead> remembered,
            boolean acceptLoss,
            boolean withoutKeys,
            Outside outside) {}

    /**
     * What this installation has already beside the log.
     *
     * @param signingKeys keys that may have signed heads
     * @param identityKey by which people are recognised, if there is one
     * @param identityKeyFile where it is kept when it is restored; empty where the environment has to say it
     * @param trust takes the keys that the restored log was signed with
     */
    public record Outside(
            Set<HeadKey> signingKeys,
            Optional<String> identityKey,
            Optional<Path> identityKeyFile,
            Consumer<Set<HeadKey>> trust) {}

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
        try (BackupZip file = new BackupZip(plan.file())) {
            Manifest manifest = file.manifest();
            RestoreTarget target = new RestoreTarget(jdbcUrl, user, password);
            target.requireEmpty();
            target.migrate(manifest);
            try (Connection connection = target.connect()) {
                RestoreTarget.requireVersions(manifest, connection);
                connection.setAutoCommit(false);
                return fill(connection, file, manifest, keys);
            }
        }
    }

    private int fill(Connection connection, BackupZip file, Manifest manifest, Path keys)
            throws SQLException, IOException {
        copy(connection, file, manifest);
        Optional<String> identityKey = Optional.empty();
        Set<HeadKey> signingKeys = Set.of();
        if (!plan.withoutKeys()) {
            try (BackupZip secrets = new BackupZip(keys)) {
                copy(connection, secrets, secrets.manifest());
                identityKey = Optional.of(secrets.text(BackupFiles.IDENTITY_KEY));
                signingKeys = secrets.optionalText(BackupFiles.SIGNING_KEYS)
                        .map(TrustedKeysFile::parse)
                        .orElse(Set.of());
            }
        }
        setSequences(connection);
        if (!isSound(connection, signingKeys)) {
            connection.rollback();
            out.println("nothing was restored");
            return 1;
        }
        if (identityKey.isPresent()) {
            keepIdentityKey(identityKey.get());
        }
        connection.commit();
        plan.outside().trust().accept(signingKeys);
        out.println("restored   " + plan.file());
        return 0;
    }

    /** @param saved keys that the backup names; without them the first block's key counts, as in an unknown log */
    private boolean isSound(Connection connection, Set<HeadKey> saved) throws SQLException {
        Set<HeadKey> known = new HashSet<>(saved);
        if (!saved.isEmpty()) {
            known.addAll(plan.outside().signingKeys());
        }
        LogVerification.Report report = LogVerification.verifyWithin(connection, plan.given(), known);
        List<Finding> findings = new ArrayList<>(report.findings());
        if (plan.remembered().isPresent()) {
            LogVerification.verifyWithin(connection, plan.remembered(), known).findings().stream()
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

    private static void copy(Connection connection, BackupZip file, Manifest manifest)
            throws SQLException, IOException {
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Table table : manifest.tables()) {
            try (InputStream rows = file.open(table.file())) {
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
        Outside outside = plan.outside();
        if (outside.identityKey().isPresent()) {
            if (!outside.identityKey().get().equals(key)) {
                throw new IllegalArgumentException(where()
                        + " is not the key of the backup, so nobody would be recognised: "
                        + (outside.identityKeyFile().isPresent()
                                ? "move it away and restore again"
                                : "set it to " + BackupFiles.IDENTITY_KEY + " in " + BackupFiles.keysOf(plan.file())));
            }
            return;
        }
        Path file = outside.identityKeyFile()
                .orElseThrow(() -> new IllegalArgumentException("set IDENTITY_KEY to what is in "
                        + BackupFiles.keysOf(plan.file()) + " as " + BackupFiles.IDENTITY_KEY
                        + ", for this and for the command side: without it nobody would be recognised"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key + "\n");
    }

    private String where() {
        return plan.outside().identityKeyFile().map(Path::toString).orElse("IDENTITY_KEY");
    }
}
