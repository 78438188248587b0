package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.Block;
import dev.atelier.eventstore.proof.domain.Hash;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.Nonce;
import dev.atelier.eventstore.proof.domain.SealedBlock;
import dev.atelier.eventstore.proof.domain.SealedBlock.SealedEvent;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.StoredRow;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of the log and blocks, as they lie in PostgreSQL. */
final class BlockRows {
    static final String EVENT_COLUMNS =
            "position, stream, sequence, stream_type, event_id, recorded_at, name, revision, payload, metadata";
    private static final String HEAD_COLUMNS =
            "number, first_position, last_position, sealed_at_micros, root, previous, signing_key, signature,"
                    + " cardinality(positions)";
    static final String BLOCK_COLUMNS = HEAD_COLUMNS + ", positions, nonces, leaves";

    private static final String LAST = "select " + HEAD_COLUMNS + " from log_block order by number desc limit 1";
    private static final String HASH = "select hash from log_block where number = ?";
    private static final String AFTER =
            "select " + EVENT_COLUMNS + " from event where position > ? order by position limit ?";
    private static final String INSERT = """
            insert into log_block (number, first_position, last_position, sealed_at_micros, root, previous, hash,
                                   signing_key, signature, positions, nonces, leaves)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final long MICROS = 1_000_000;

    private BlockRows() {}

    /** The newest head; empty before the first block. */
    static Optional<SignedHead> last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(head(row)) : Optional.empty();
        }
    }

    /** The hash under which a block was stored; empty when there is no such block. */
    static Optional<Hash> hash(Connection connection, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HASH)) {
            statement.setLong(1, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Hash.of(row.getBytes(1))) : Optional.empty();
            }
        }
    }

    /** At most {@code limit} rows of the log after a position, in log order. */
    static List<StoredRow> after(Connection connection, long position, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, position);
            statement.setInt(2, limit);
            List<StoredRow> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(event(row));
                }
            }
            return rows;
        }
    }

    static void insert(Connection connection, SealedBlock sealed) throws SQLException {
        Block block = sealed.block();
        ByteArrayOutputStream nonces = new ByteArrayOutputStream();
        ByteArrayOutputStream leaves = new ByteArrayOutputStream();
        for (SealedEvent event : sealed.events()) {
            nonces.writeBytes(bytes(event.nonce().hex()));
            leaves.writeBytes(event.leaf().bytes());
        }
        Long[] positions = sealed.events().stream().map(SealedEvent::position).toArray(Long[]::new);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, block.number());
            statement.setLong(2, block.firstPosition());
            statement.setLong(3, block.lastPosition());
            statement.setLong(4, block.sealedAtMicros());
            statement.setBytes(5, block.root().bytes());
            statement.setBytes(6, block.previous().bytes());
            statement.setBytes(7, block.hash().bytes());
            statement.setBytes(8, bytes(sealed.head().key().hex()));
            statement.setBytes(9, bytes(sealed.head().signature()));
            statement.setArray(10, connection.createArrayOf("bigint", positions));
            statement.setBytes(11, nonces.toByteArray());
            statement.setBytes(12, leaves.toByteArray());
            statement.executeUpdate();
        }
    }

    /** Reads {@link #EVENT_COLUMNS}. */
    static StoredRow event(ResultSet row) throws SQLException {
        return new StoredRow(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getObject(5, UUID.class),
                micros(row.getObject(6, OffsetDateTime.class)),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getString(10));
    }

    /** Reads {@link #BLOCK_COLUMNS}; nonces or leaves that are too short count as zeros, which no leaf fits. */
    static SealedBlock block(ResultSet row) throws SQLException {
        Long[] positions = (Long[]) row.getArray(10).getArray();
        byte[] nonces = Arrays.copyOf(row.getBytes(11), positions.length * Nonce.BYTES);
        byte[] leaves = Arrays.copyOf(row.getBytes(12), positions.length * Hash.BYTES);
        List<SealedEvent> events = new ArrayList<>(positions.length);
        for (int i = 0; i < positions.length; i++) {
            events.add(new SealedEvent(
                    positions[i],
                    Nonce.of(Arrays.copyOfRange(nonces, i * Nonce.BYTES, (i + 1) * Nonce.BYTES)),
                    Hash.of(Arrays.copyOfRange(leaves, i * Hash.BYTES, (i + 1) * Hash.BYTES))));
        }
        return new SealedBlock(head(row), events);
    }

    private static SignedHead head(ResultSet row) throws SQLException {
        Block block = new Block(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(9),
                row.getLong(4),
                Hash.of(row.getBytes(5)),
                Hash.of(row.getBytes(6)));
        return new SignedHead(block, new HeadKey(hex(row.getBytes(7))), hex(row.getBytes(8)));
    }

    /** A time of "infinity", which only a tamperer would write, is told by the driver as the greatest there is. */
    private static long micros(OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
            return time.equals(OffsetDateTime.MAX) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return time.toEpochSecond() * MICROS + time.getNano() / 1_000;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
