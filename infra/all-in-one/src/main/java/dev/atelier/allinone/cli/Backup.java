package dev.atelier.allinone.cli;

import dev.atelier.allinone.cli.BackupFiles.Manifest;
import dev.atelier.allinone.cli.BackupFiles.Table;
import dev.atelier.eventstore.proof.LogVerification;
import dev.atelier.eventstore.proof.TrustedKeysFile;
import dev.atelier.eventstore.proof.domain.HeadKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saves everything that PostgreSQL holds, as it is at one moment, while Atelier goes on. Read models are not in it,
 * because they are built from the log, and neither are objects in S3, which has backups of its own.
 */
public final class Backup {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COLUMNS = """
            select c.table_schema || '.' || c.table_name, c.column_name
              from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
             where c.table_schema in ('public', 'saga') and t.table_type = 'BASE TABLE'
               and c.table_name not like '%schema_history' and c.table_name <> 'snapshot'
             order by c.table_schema, c.table_name, c.ordinal_position
            """;

    private final CopyManager copies;
    private final Connection connection;

    /**
     * What is saved beside the log.
     *
     * @param signingKeys keys that may have signed heads
     * @param identityKey without which the identities in the log find nobody
     */
    public record Outside(Set<HeadKey> signingKeys, String identityKey) {}

    private Backup(Connection connection) throws SQLException {
        this.connection = connection;
        copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /**
     * Writes both files, unless the log is not the one that was sealed; 0 when it is done, else 1.
     *
     * @param file where to; it must not be there yet
     */
    public static int write(Connection connection, Outside outside, Path file, PrintStream out)
            throws SQLException, IOException {
        Path keys = BackupFiles.keysOf(file);
        for (Path path : List.of(file, keys)) {
            if (Files.exists(path)) {
                throw new IllegalArgumentException(path + " is there already: choose another name");
            }
        }
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        LogVerification.Report report =
                LogVerification.verifyWithin(connection, Optional.empty(), outside.signingKeys());
        VerifyLog.tell(report, out);
        if (!report.findings().isEmpty()) {
            out.println("nothing was saved: the log is not the one that was sealed");
            return 1;
        }
        new Backup(connection).write(file, keys, outside);
        connection.rollback();
        out.println("saved      " + file + " (" + Files.size(file) + " bytes)");
        out.println("saved      " + keys + ": keep it elsewhere; who has both can read what people wrote");
        return 0;
    }

    private void write(Path file, Path keys, Outside outside) throws SQLException, IOException {
        Map<String, List<String>> tables = tables();
        List<String> keyColumns = tables.remove(BackupFiles.PERSONAL_KEYS);
        Path keysDraft =
                draft(keys, keyColumns == null ? Map.of() : Map.of(BackupFiles.PERSONAL_KEYS, keyColumns), zip -> {
                    zip.putNextEntry(new ZipEntry(BackupFiles.IDENTITY_KEY));
                    zip.write(outside.identityKey().getBytes(StandardCharsets.UTF_8));
                    zip.putNextEntry(new ZipEntry(BackupFiles.SIGNING_KEYS));
                    zip.write(TrustedKeysFile.text(outside.signingKeys()).getBytes(StandardCharsets.US_ASCII));
                });
        Path fileDraft = draft(file, tables, zip -> {});
        Files.move(keysDraft, keys, StandardCopyOption.ATOMIC_MOVE);
        Files.move(fileDraft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Something more in a zip. */
    @FunctionalInterface
    private interface Addition {
        void to(ZipOutputStream zip) throws IOException;
    }

    /** On the disk and readable by the owner only before it gets its name. */
    private Path draft(Path file, Map<String, List<String>> tables, Addition addition)
            throws SQLException, IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
            List<Table> written = new ArrayList<>();
            for (Map.Entry<String, List<String>> table : new TreeMap<>(tables).entrySet()) {
                written.add(write(table.getKey(), table.getValue(), zip));
            }
            addition.to(zip);
            zip.putNextEntry(new ZipEntry(BackupFiles.MANIFEST));
            zip.write(JSON.writeValueAsBytes(new Manifest(
                    BackupFiles.FORMAT, Instant.now().toString(), SchemaVersions.of(connection), written)));
            zip.finish();
            channel.force(true);
        }
        return draft;
    }

    private Table write(String name, List<String> columns, ZipOutputStream zip) throws SQLException, IOException {
        Table table = new Table(name, columns, 0);
        zip.putNextEntry(new ZipEntry(table.file()));
        return new Table(name, columns, copies.copyOut("copy " + table.quoted() + " to stdout", zip));
    }

    private Map<String, List<String>> tables() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                tables.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return tables;
    }
}
