package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.ChainCheck;
import dev.atelier.eventstore.proof.domain.Finding;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.SealedBlock;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.StoredRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the whole log and all of its blocks as they are at one moment, and compares them. */
public final class LogVerification {
    private static final int ROWS_AT_ONCE = 2_000;
    private static final int BLOCKS_AT_ONCE = 4;
    /** From the very first row on: also one at a position before the first block's is looked at. */
    private static final String EVENTS = "select " + BlockRows.EVENT_COLUMNS + " from event order by position";

    private static final String BLOCKS = "select " + BlockRows.BLOCK_COLUMNS + " from log_block order by number";

    private LogVerification() {}

    /**
     * What was looked at, and what was found.
     *
     * @param unsealed events after the last block, about which nothing can be said yet
     * @param head the newest; empty for a log that was never sealed
     */
    public record Report(long blocks, long events, long unsealed, Optional<SignedHead> head, List<Finding> findings) {}

    /**
     * Compares everything; changes nothing, and appends go on meanwhile.
     *
     * @param connection one that may read, in no transaction
     * @param kept a head from an earlier time
     * @param known keys that may have signed
     */
    public static Report verify(Connection connection, Optional<SignedHead> kept, Set<HeadKey> known)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        try {
            return verifyWithin(connection, kept, known);
        } finally {
            connection.rollback();
        }
    }

    /** The same in the transaction that is under way, such as one that restores and has not committed yet. */
    public static Report verifyWithin(Connection connection, Optional<SignedHead> kept, Set<HeadKey> known)
            throws SQLException {
        try (PreparedStatement events = connection.prepareStatement(EVENTS);
                PreparedStatement blocks = connection.prepareStatement(BLOCKS)) {
            events.setFetchSize(ROWS_AT_ONCE);
            blocks.setFetchSize(BLOCKS_AT_ONCE);
            try (ResultSet event = events.executeQuery();
                    ResultSet block = blocks.executeQuery()) {
                return compare(new Rows(event), block, new ChainCheck(kept, known));
            }
        }
    }

    private static Report compare(Rows rows, ResultSet block, ChainCheck check) throws SQLException {
        long count = 0;
        long events = 0;
        Optional<SignedHead> head = Optional.empty();
        while (block.next()) {
            SealedBlock sealed = BlockRows.block(block);
            List<StoredRow> covered = rows.upTo(sealed.block().lastPosition());
            check.next(sealed, covered);
            head = Optional.of(sealed.head());
            events += covered.size();
            count++;
        }
        return new Report(count, events, rows.rest(), head, check.end());
    }

    /** The log's rows, taken block by block. */
    private static final class Rows {
        private final ResultSet rows;
        private boolean more;

        Rows(ResultSet rows) throws SQLException {
            this.rows = rows;
            more = rows.next();
        }

        List<StoredRow> upTo(long position) throws SQLException {
            List<StoredRow> covered = new ArrayList<>();
            while (more && rows.getLong(1) <= position) {
                covered.add(BlockRows.event(rows));
                more = rows.next();
            }
            return covered;
        }

        long rest() throws SQLException {
            long rest = 0;
            for (; more; more = rows.next()) {
                rest++;
            }
            return rest;
        }
    }
}
