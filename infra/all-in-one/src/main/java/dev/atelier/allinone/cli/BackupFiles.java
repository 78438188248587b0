package dev.atelier.allinone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A backup: a zip with one {@code <schema>.<table>.copy} per table, in the text form of PostgreSQL's {@code COPY}, and
 * {@code manifest.json}. What opens personal text lies apart, in a second zip beside it.
 */
final class BackupFiles {
    static final String FORMAT = "atelier-backup-1";
    static final String MANIFEST = "manifest.json";
    static final String PERSONAL_KEYS = "public.personal_key";
    static final String IDENTITY_KEY = "identity-key";
    /** Not in the first backups. */
    static final String SIGNING_KEYS = "signing-keys";

    private BackupFiles() {}

    /**
     * What a backup says of itself.
     *
     * @param schemas version of each Flyway history, by its schema and table
     */
    record Manifest(String format, String madeAt, Map<String, String> schemas, List<Table> tables) {}

    /**
     * One table.
     *
     * @param name schema, dot, table
     */
    record Table(String name, List<String> columns, long rows) {
        String file() {
            return name + ".copy";
        }

        /** The table with its columns, quoted, as COPY wants them. */
        String quoted() {
            return quoteTable(name) + " ("
                    + String.join(", ", columns.stream().map(BackupFiles::quote).toList()) + ")";
        }
    }

    /** Where the keys of a backup lie. */
    static Path keysOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".keys");
    }

    /** Quotes both parts of a schema, a dot and a table. */
    static String quoteTable(String name) {
        String[] parts = name.split("\\.", 2);
        return quote(parts[0]) + "." + quote(parts[1]);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
