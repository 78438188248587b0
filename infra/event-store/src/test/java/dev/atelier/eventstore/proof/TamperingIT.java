package dev.atelier.eventstore.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.proof.domain.Finding;
import dev.atelier.eventstore.proof.domain.Finding.ChainBroken;
import dev.atelier.eventstore.proof.domain.Finding.HeadBeyondTheLog;
import dev.atelier.eventstore.proof.domain.Finding.LeavesDiffer;
import dev.atelier.eventstore.proof.domain.Finding.RowChanged;
import dev.atelier.eventstore.proof.domain.Finding.RowInserted;
import dev.atelier.eventstore.proof.domain.Finding.RowRemoved;
import dev.atelier.eventstore.proof.domain.Finding.SignatureWrong;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** A superuser of PostgreSQL changes the log behind everybody's back: each change is found and named. */
class TamperingIT {
    private final SealedLog log = new SealedLog();

    /** Positions 1 to 25 in three blocks, and two events that are not sealed yet. */
    @BeforeEach
    void sealSomeEvents() throws SQLException {
        log.append(25);
        log.seal(log.sealing(10));
        log.append(2);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void nothing_is_found_in_an_untouched_log() throws SQLException {
        LogVerification.Report report = log.verify(Optional.of(log.head()));

        assertThat(report.findings()).isEmpty();
        assertThat(report.blocks()).isEqualTo(3);
        assertThat(report.events()).isEqualTo(25);
        assertThat(report.unsealed()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream = 'job-00000000-0000-0000-0000-000000000000'",
                "sequence = 1000",
                "stream_type = 'account'",
                "event_id = gen_random_uuid()",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "recorded_at = 'infinity'",
                "name = 'job-failed'",
                "revision = 2",
                "payload = '{\"attempt\": 13,\"note\":\"я\"}'",
                "metadata = '{\"actor\":\"Test\"}'"
            })
    void a_change_of_any_column_is_found(String change) throws SQLException {
        log.tamper("update event set " + change + " where position = 13");

        assertThat(findings()).containsExactly(new RowChanged(13));
    }

    @Test
    void even_a_space_inside_of_the_json_is_found() throws SQLException {
        log.tamper("update event set payload = replace(payload::text, ':  ', ': ')::json where position = 13");

        assertThat(findings()).containsExactly(new RowChanged(13));
    }

    @Test
    void a_removed_row_is_found() throws SQLException {
        log.tamper("delete from event where position in (1, 25)");

        assertThat(findings()).containsExactly(new RowRemoved(1), new RowRemoved(25));
    }

    @Test
    void an_inserted_row_is_found_also_before_the_first() throws SQLException {
        log.tamper("delete from event where position = 7");
        log.tamper("""
                insert into event overriding system value
                select -5, 'job-forged', 0, stream_type, gen_random_uuid(), recorded_at, name, revision, payload, metadata
                  from event where position = 8""");

        assertThat(findings()).containsExactlyInAnyOrder(new RowInserted(-5), new RowRemoved(7));
    }

    @Test
    void rows_that_changed_places_are_found() throws SQLException {
        log.tamper("""
                alter table event alter column position drop identity;
                update event set position = -1 where position = 4;
                update event set position = 4 where position = 16;
                update event set position = 16 where position = -1""");

        assertThat(findings()).containsExactly(new RowChanged(4), new RowChanged(16));
    }

    @Test
    void whoever_changes_the_blocks_too_is_found() throws SQLException {
        log.tamper("update log_block set leaves = set_byte(leaves, 3, 255 - get_byte(leaves, 3)) where number = 2");

        assertThat(findings()).containsExactly(new LeavesDiffer(2), new RowChanged(11));
    }

    @Test
    void a_block_with_another_time_is_found() throws SQLException {
        log.tamper("update log_block set sealed_at_micros = sealed_at_micros - 1 where number = 1");

        assertThat(findings()).containsExactly(new SignatureWrong(1), new ChainBroken(2));
    }

    @Test
    void a_block_that_was_taken_out_is_found() throws SQLException {
        log.tamper("delete from log_block where number = 2; delete from event where position between 11 and 20");

        assertThat(findings()).containsExactly(new ChainBroken(3));
    }

    @Test
    void a_log_that_was_cut_together_with_its_blocks_is_found_by_an_earlier_head() throws SQLException {
        SignedHead kept = log.head();
        log.tamper("delete from log_block where number = 3; delete from event where position > 20");

        assertThat(log.verify(Optional.empty()).findings()).isEmpty();
        assertThat(log.verify(Optional.of(kept)).findings()).containsExactly(new HeadBeyondTheLog(3));
    }

    @Test
    void a_destroyed_personal_key_leaves_every_proof_valid() throws SQLException {
        log.superuser.update("insert into personal_key (user_id, key) values (gen_random_uuid(), '\\x01')");
        SignedHead kept = log.head();
        log.superuser.update("delete from personal_key");

        assertThat(log.verify(Optional.of(kept)).findings()).isEmpty();
    }

    @Test
    void whoever_may_append_can_neither_change_a_block_nor_take_one_out() throws SQLException {
        try (var connection = log.database.openOwn("test-writer");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update log_block set number = number + 9"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from log_block"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> log.superuser.execute("truncate log_block"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private List<Finding> findings() throws SQLException {
        return log.verify(Optional.of(log.head())).findings();
    }
}
