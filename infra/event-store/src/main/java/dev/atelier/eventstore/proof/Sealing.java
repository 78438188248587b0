package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.Turn;
import dev.atelier.eventstore.proof.domain.Block;
import dev.atelier.eventstore.proof.domain.Hash;
import dev.atelier.eventstore.proof.domain.HeadSigner;
import dev.atelier.eventstore.proof.domain.Nonce;
import dev.atelier.eventstore.proof.domain.SealedBlock;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.StoredRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Seals one block at a time. Several processes may try: one seals, the others wait for their next turn, and the block's
 * number is a key. Never goes on from a chain that lacks the newest block that this process knows of.
 */
final class Sealing {
    /** Held to the end of the transaction; not the lock of the appends, which never wait for this. */
    private static final String TURN = "select pg_try_advisory_xact_lock(" + Turn.SEALING.lock() + ")";

    private static final String LOG_END = "select coalesce(max(position), 0) from event";

    private final HeadSigner signer;
    private final Optional<HeadFile> export;
    private final int eventsMax;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SignedHead known;

    Sealing(HeadSigner signer, Optional<HeadFile> export, int eventsMax, Clock clock) {
        this.signer = signer;
        this.export = export;
        this.eventsMax = eventsMax;
        this.clock = clock;
        known = export.flatMap(HeadFile::read).orElse(null);
    }

    /**
     * Seals what was committed since the last block, and exports the head.
     *
     * @param connection one that does not commit by itself
     * @return how many events; the most a block may have means that there may be more at once
     */
    int sealNext(Connection connection) throws SQLException {
        try {
            Round round = inTransaction(connection);
            connection.commit();
            round.head().ifPresent(this::export);
            return round.events();
        } catch (SQLException | RuntimeException e) {
            rollBack(connection);
            throw e;
        }
    }

    private record Round(Optional<SignedHead> head, int events) {}

    private Round inTransaction(Connection connection) throws SQLException {
        if (!takeTurn(connection)) {
            return new Round(Optional.empty(), 0);
        }
        Optional<SignedHead> last = BlockRows.last(connection);
        requireUnbroken(connection, last);
        long from = last.map(head -> head.block().lastPosition()).orElse(0L);
        List<StoredRow> rows = BlockRows.after(connection, from, eventsMax);
        if (rows.isEmpty()) {
            return new Round(last, 0);
        }
        Optional<Block> before = last.map(SignedHead::block);
        SealedBlock sealed = SealedBlock.seal(
                before.map(Block::number).orElse(0L) + 1,
                before.map(Block::hash).orElse(Hash.ZERO),
                rows,
                nonces(rows.size()),
                micros(clock.instant()),
                signer);
        BlockRows.insert(connection, sealed);
        return new Round(Optional.of(sealed.head()), rows.size());
    }

    private static boolean takeTurn(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TURN)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** What was sealed once must still be there; else the chain would fork without anybody hearing of it. */
    private void requireUnbroken(Connection connection, Optional<SignedHead> last) throws SQLException {
        SignedHead remembered = known;
        if (remembered != null && !last.equals(Optional.of(remembered))) {
            Block block = remembered.block();
            Optional<Hash> stored = BlockRows.hash(connection, block.number());
            if (!stored.equals(Optional.of(block.hash()))) {
                throw new LogForkedException("the log lacks block " + block.number() + " (up to position "
                        + block.lastPosition() + "), which was sealed before: " + advice());
            }
        }
        if (last.isPresent() && logEnd(connection) < last.get().block().lastPosition()) {
            throw new LogForkedException("the log ends before position "
                    + last.get().block().lastPosition() + ", which block "
                    + last.get().block().number() + " has sealed: " + advice());
        }
    }

    private String advice() {
        return "it was restored to an older point or changed. Nothing is sealed until somebody has looked: ./run verify"
                + export.map(file -> " --head " + file.path()).orElse("") + " says what is missing"
                + export.map(file -> "; to accept the log as it is, move that file away and restart")
                        .orElse("; to accept the log as it is, restart");
    }

    private static long logEnd(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOG_END)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void export(SignedHead head) {
        if (head.equals(known)) {
            return;
        }
        try {
            if (export.isPresent()) {
                export.get().replace(head);
            }
            known = head;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the head cannot be exported to " + export.orElseThrow().path(), e);
        }
    }

    private List<Nonce> nonces(int count) {
        return Stream.generate(() -> {
                    byte[] bytes = new byte[Nonce.BYTES];
                    random.nextBytes(bytes);
                    return Nonce.of(bytes);
                })
                .limit(count)
                .toList();
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken, and with it the transaction.
        }
    }
}
