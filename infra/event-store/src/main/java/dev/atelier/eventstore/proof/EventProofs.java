package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.InclusionProof;
import dev.atelier.eventstore.proof.domain.SealedBlock;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.StoredRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Proves single events, from the log and its blocks. */
public final class EventProofs {
    private static final String EVENT = "select " + BlockRows.EVENT_COLUMNS + " from event where event_id = ?";
    private static final String BLOCK = "select " + BlockRows.BLOCK_COLUMNS
            + " from log_block where last_position >= ? order by last_position limit 1";

    private EventProofs() {}

    /** The newest head; empty for a log that was never sealed. */
    public static Optional<SignedHead> head(Connection connection) throws SQLException {
        return BlockRows.last(connection);
    }

    /**
     * A proof that an event is in the log. It reads the log once, because ids have no index.
     *
     * @throws IllegalArgumentException when there is no such event, or it is not sealed yet
     */
    public static InclusionProof prove(Connection connection, UUID eventId) throws SQLException {
        StoredRow row = row(connection, eventId)
                .orElseThrow(() -> new IllegalArgumentException("there is no event " + eventId + " in the log"));
        try (PreparedStatement statement = connection.prepareStatement(BLOCK)) {
            statement.setLong(1, row.position());
            try (ResultSet block = statement.executeQuery()) {
                if (!block.next()) {
                    throw new IllegalArgumentException(
                            "event " + eventId + " is not sealed yet: ask again some seconds later");
                }
                SealedBlock sealed = BlockRows.block(block);
                return sealed.prove(row);
            }
        }
    }

    private static Optional<StoredRow> row(Connection connection, UUID eventId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EVENT)) {
            statement.setObject(1, eventId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(BlockRows.event(row)) : Optional.empty();
            }
        }
    }
}
