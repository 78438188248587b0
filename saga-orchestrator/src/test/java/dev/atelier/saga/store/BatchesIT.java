package dev.atelier.saga.store;

import static dev.atelier.saga.jobfulfilment.domain.Jobs.ACCOUNT;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.JOB;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.NOON;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobId;
import dev.atelier.eventstore.LogToken;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Capture;
import dev.atelier.saga.jobfulfilment.domain.Timeout.AttemptOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.BackOffOver;
import dev.atelier.saga.jobfulfilment.domain.Timeout.SettlementUnseen;
import dev.atelier.servers.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a batch changes is written whole by the owner of the segment, and not at all by anybody else. */
class BatchesIT {
    private static final SagaDatabase DATABASE = SagaDatabase.open(
            TestServers.freshDatabase(),
            TestServers.postgres().user(),
            TestServers.postgres().password(),
            4);

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());
    private final TokenTable tokens = new TokenTable(DATABASE.dataSource());
    private final SagaTable sagas = new SagaTable(DATABASE.dataSource());
    private final String processor = UUID.randomUUID().toString();
    private final JobId job = new JobId(UUID.randomUUID());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void sagas_timers_and_token_move_together() {
        BatchWriter writer = new BatchWriter(DATABASE.dataSource(), processor, "owner");
        JobId other = new JobId(UUID.randomUUID());
        assertThat(writer.write(batch -> {
                    batch.save(job, "{\"state\":\"one\"}");
                    batch.save(other, "{\"state\":\"an\\\"other\"}");
                    batch.timers().start(new AttemptOverdue(job, 1), NOON);
                    batch.timers().start(new BackOffOver(job, 2), NOON);
                }))
                .isTrue();
        assertThat(sagas.load(List.of(job, other, JOB)))
                .hasSize(2)
                .containsEntry(job, "{\"state\":\"one\"}")
                .containsEntry(other, "{\"state\":\"an\\\"other\"}");

        assertThat(writer.write(batch -> {
                    batch.save(job, "{\"state\":\"two\"}");
                    batch.end(other);
                    batch.timers().cancel(job, Set.of(BackOffOver.class));
                }))
                .isTrue();
        assertThat(sagas.load(List.of(job, other))).containsOnlyKeys(job).containsEntry(job, "{\"state\":\"two\"}");
        assertThat(timers()).containsExactly("attempt-overdue");
        assertThat(tokens.read(processor)).isEqualTo(new LogToken(2, "event-1"));
    }

    @Test
    void a_timer_that_is_cleared_and_started_again_is_there_once() {
        BatchWriter writer = new BatchWriter(DATABASE.dataSource(), processor, "owner");
        SettlementUnseen unseen = new SettlementUnseen(job, ACCOUNT, new Capture(PRICE));
        writer.write(batch -> {
            batch.timers().start(new AttemptOverdue(job, 1), NOON);
            batch.timers().start(unseen, NOON);
        });
        writer.write(batch -> {
            batch.timers().cancelAll(job);
            batch.timers().start(unseen, NOON.plusSeconds(1));
            batch.timers().cancel(job, Set.of(AttemptOverdue.class));
        });
        assertThat(timers()).containsExactly("settlement-unseen");
    }

    @Test
    void the_old_owner_of_a_stolen_segment_writes_nothing() {
        BatchWriter old = new BatchWriter(DATABASE.dataSource(), processor, "old");
        assertThat(tokens.claim(processor, "new", Duration.ofMinutes(1))).isEmpty();
        assertThat(tokens.claim(processor, "new", Duration.ZERO)).contains(LogToken.START);

        assertThat(old.write(batch -> {
                    batch.save(job, "{}");
                    batch.end(job);
                    batch.park(job, 1, "why", NOON);
                    batch.timers().start(new AttemptOverdue(job, 1), NOON);
                }))
                .isFalse();
        assertThat(sagas.load(List.of(job))).isEmpty();
        assertThat(timers()).isEmpty();
        assertThat(parked()).isZero();
        assertThat(tokens.read(processor)).isEqualTo(LogToken.START);
    }

    @Test
    void an_owner_whose_token_was_moved_writes_nothing() {
        BatchWriter writer = new BatchWriter(DATABASE.dataSource(), processor, "owner");
        jdbc.sql("update fulfilment_token set position = 7 where processor_name = :processor")
                .param("processor", processor)
                .update();
        assertThat(writer.write(batch -> batch.save(job, "{}"))).isFalse();
        assertThat(sagas.load(List.of(job))).isEmpty();
    }

    @Test
    void only_its_owner_releases_a_segment_and_then_anybody_may_have_it() {
        new BatchWriter(DATABASE.dataSource(), processor, "owner");
        tokens.release(processor, "somebody else");
        assertThat(tokens.claim(processor, "somebody else", Duration.ofMinutes(1)))
                .isEmpty();
        tokens.release(processor, "owner");
        assertThat(tokens.claim(processor, "somebody else", Duration.ofMinutes(1)))
                .isPresent();
    }

    @Test
    void a_parked_job_keeps_its_first_reason() {
        BatchWriter writer = new BatchWriter(DATABASE.dataSource(), processor, "owner");
        writer.write(batch -> batch.park(job, 5, "first", NOON));
        writer.write(batch -> batch.park(job, 6, "second", NOON));
        assertThat(jdbc.sql("select reason from parked_saga where job_id = :job")
                        .param("job", job.toString())
                        .query(String.class)
                        .list())
                .containsExactly("first");
    }

    private List<@Nullable String> timers() {
        return jdbc.sql("select name from timer where job_id = :job order by name")
                .param("job", job.toString())
                .query(String.class)
                .list();
    }

    private long parked() {
        return jdbc.sql("select count(*) from parked_saga where job_id = :job")
                .param("job", job.toString())
                .query(Long.class)
                .single();
    }
}
