package dev.atelier.eventstore.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.proof.domain.InclusionProof;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingIT {
    private final SealedLog log = new SealedLog();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void an_empty_log_is_not_sealed_and_a_sealed_one_not_again() throws SQLException {
        Sealing sealing = log.sealing(10);
        log.seal(sealing);
        assertThat(blocks()).isZero();
        log.append(3);
        log.seal(sealing);
        log.seal(sealing);

        assertThat(blocks()).isEqualTo(1);
    }

    @Test
    void three_sealers_make_one_chain() throws Exception {
        List<Sealing> replicas =
                IntStream.range(0, 3).mapToObj(n -> log.sealing(7)).toList();
        for (int round = 0; round < 10; round++) {
            log.append(20);
            CompletableFuture<?>[] all = replicas.stream()
                    .map(replica -> CompletableFuture.runAsync(() -> sealQuietly(replica)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        }
        log.seal(replicas.getFirst());

        LogVerification.Report report = log.verify(Optional.of(log.head()));
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(200);
        assertThat(report.unsealed()).isZero();
    }

    @Test
    void who_does_not_have_the_turn_seals_nothing_and_does_not_wait() throws SQLException {
        log.append(1);
        try (Connection held = log.sealersConnection();
                var statement = held.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(4207849485)");

            log.seal(log.sealing(10));
            assertThat(blocks()).isZero();
        }
        log.seal(log.sealing(10));
        assertThat(blocks()).isEqualTo(1);
    }

    @Test
    void the_head_is_exported_and_one_that_was_not_written_is_written_next_time() throws Exception {
        HeadFile file = new HeadFile(folder.resolve("head.json"));
        Sealing sealing = log.sealing(10, Optional.of(file));
        log.append(3);
        log.seal(sealing);
        SignedHead first = log.head();
        assertThat(file.read()).contains(first);

        Files.delete(file.path());
        log.seal(log.sealing(10, Optional.of(file)));
        assertThat(file.read()).contains(first);
    }

    @Test
    void a_log_that_was_restored_to_an_older_point_is_not_sealed_on() throws SQLException {
        HeadFile file = new HeadFile(folder.resolve("head.json"));
        Sealing sealing = log.sealing(5, Optional.of(file));
        log.append(15);
        log.seal(sealing);
        restoreTo(10, 2);
        log.append(9);

        assertThatThrownBy(() -> log.seal(sealing))
                .isInstanceOf(LogForkedException.class)
                .hasMessageContaining("lacks block 3");
        assertThatThrownBy(() -> log.seal(log.sealing(5, Optional.of(file))))
                .as("also after a restart")
                .isInstanceOf(LogForkedException.class)
                .hasMessageContaining(file.path().toString());
        assertThat(blocks()).isEqualTo(2);
    }

    @Test
    void a_replica_that_did_not_know_may_fork_and_the_one_that_knew_says_so() throws SQLException {
        Sealing knows = log.sealing(5);
        log.append(15);
        log.seal(knows);
        restoreTo(10, 2);
        log.append(9);
        log.seal(log.sealing(5));

        assertThatThrownBy(() -> log.seal(knows)).isInstanceOf(LogForkedException.class);
    }

    @Test
    void a_log_that_lost_sealed_rows_is_not_sealed_on() throws SQLException {
        log.append(15);
        log.seal(log.sealing(5));
        log.tamper("delete from event where position > 12");

        assertThatThrownBy(() -> log.seal(log.sealing(5)))
                .isInstanceOf(LogForkedException.class)
                .hasMessageContaining("ends before position 15");
    }

    @Test
    void a_proof_leaves_the_house_and_comes_back_and_tells_of_one_event_only() throws SQLException {
        log.append(11);
        log.seal(log.sealing(100));
        UUID event = log.superuser.queryForObject("select event_id from event where position = 6", UUID.class);
        String file;
        try (Connection connection = log.connection()) {
            file = ProofJson.write(EventProofs.prove(connection, java.util.Objects.requireNonNull(event)));
        }

        InclusionProof proof = ProofJson.readProof(file);
        assertThat(proof.flaw()).isEmpty();
        assertThat(proof.row().eventId()).isEqualTo(event);
        List<String> others = log.superuser.query(
                "select event_id::text from event where position <> 6", (row, n) -> row.getString(1));
        assertThat(others).hasSize(10).noneMatch(file::contains);
    }

    @Test
    void an_event_that_is_not_there_or_not_sealed_cannot_be_proven() throws SQLException {
        log.append(1);
        UUID event = log.superuser.queryForObject("select event_id from event", UUID.class);
        try (Connection connection = log.connection()) {
            assertThatThrownBy(() -> EventProofs.prove(connection, new UUID(1, 1)))
                    .hasMessageContaining("there is no event");
            assertThatThrownBy(() -> EventProofs.prove(connection, java.util.Objects.requireNonNull(event)))
                    .hasMessageContaining("not sealed yet");
        }
    }

    private void restoreTo(long position, long block) {
        log.tamper("delete from event where position > " + position);
        log.tamper("delete from log_block where number > " + block);
        log.superuser.execute("alter table event alter column position restart with " + (position + 1));
    }

    private void sealQuietly(Sealing sealing) {
        try {
            log.seal(sealing);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long blocks() {
        Long count = log.superuser.queryForObject("select count(*) from log_block", Long.class);
        return count == null ? 0 : count;
    }
}
