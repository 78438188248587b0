package dev.atelier.saga.timers;

import static dev.atelier.saga.jobfulfilment.domain.Jobs.ACCOUNT;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.JOB;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.NOON;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Capture;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.saga.jobfulfilment.domain.Timeout.BackOffOver;
import dev.atelier.saga.jobfulfilment.domain.Timeout.SettlementUnseen;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.store.BatchWriter;
import dev.atelier.saga.store.SagaDatabase;
import dev.atelier.servers.testing.TestServers;
import dev.atelier.wire.NotConfirmedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Timers on PostgreSQL, with a clock that is moved by hand. */
class TimersIT {
    private static final SagaDatabase DATABASE = SagaDatabase.open(
            TestServers.freshDatabase(),
            TestServers.postgres().user(),
            TestServers.postgres().password(),
            4);
    private static final Duration REPEAT = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final SteppedClock clock = new SteppedClock(NOON);
    private final BatchWriter writer = new BatchWriter(DATABASE.dataSource(), "test", "owner");
    private final Timers timers = new Timers(JdbcClient.create(DATABASE.dataSource()));
    private final HeartbeatWatch watch = new HeartbeatWatch(clock, SILENCE, Duration.ofHours(1));
    private final List<Object> sent = new ArrayList<>();
    private boolean brokerAway;
    private final TimerPoller poller = new TimerPoller(
            timers, watch, this::send, clock, RandomGenerator.getDefault(), REPEAT, new SimpleMeterRegistry());

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void forgetOthers() {
        JdbcClient.create(DATABASE.dataSource()).sql("delete from timer").update();
        watch.connected();
    }

    @Test
    void a_timer_is_sent_when_it_is_due_and_again_until_it_is_cancelled() {
        start(new BackOffOver(JOB, 2), NOON.plusSeconds(5));
        assertThat(poller.round()).contains(NOON.plusSeconds(5));
        assertThat(sent).isEmpty();

        clock.step(Duration.ofSeconds(5));
        assertThat(poller.round()).contains(NOON.plusSeconds(65));
        clock.step(REPEAT);
        poller.round();
        assertThat(sent).containsExactly(new QueueJob(JOB, 2), new QueueJob(JOB, 2));

        writer.write(batch -> batch.timers().cancel(JOB, Set.of(BackOffOver.class)));
        clock.step(REPEAT);
        assertThat(poller.round()).isEmpty();
        assertThat(sent).hasSize(2);
    }

    @Test
    void what_could_not_be_sent_is_due_again_at_once() {
        start(new SettlementUnseen(JOB, ACCOUNT, new Capture(PRICE)), NOON);
        brokerAway = true;
        assertThatThrownBy(poller::round).isInstanceOf(NotConfirmedException.class);

        brokerAway = false;
        poller.round();
        assertThat(sent).containsExactly(new CaptureBalance(ACCOUNT, JOB, PRICE));
    }

    @Test
    void starting_a_timer_again_moves_it_and_clearing_a_job_leaves_the_others() {
        JobId other = new JobId(UUID.randomUUID());
        start(new BackOffOver(JOB, 2), NOON);
        start(new BackOffOver(JOB, 3), NOON.plusSeconds(60));
        start(new BackOffOver(other, 2), NOON);
        poller.round();
        assertThat(sent).containsExactly(new QueueJob(other, 2));

        writer.write(batch -> {
            batch.timers().cancelAll(JOB);
            batch.timers().start(new SettlementUnseen(JOB, ACCOUNT, new Capture(PRICE)), NOON);
        });
        clock.step(Duration.ofSeconds(30));
        poller.round();
        assertThat(sent).containsExactly(new QueueJob(other, 2), new CaptureBalance(ACCOUNT, JOB, PRICE));
    }

    @Test
    void more_than_one_batch_is_sent_in_one_round() {
        for (int i = 0; i < 250; i++) {
            start(new BackOffOver(new JobId(UUID.randomUUID()), 2), NOON);
        }
        poller.round();
        assertThat(sent).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void a_heartbeat_moves_the_deadline_of_its_own_attempt_only_and_never_back() {
        start(new WorkerSilent(JOB, 2), NOON.plus(SILENCE));
        timers.heard(JOB, 1, NOON.plusSeconds(90));
        assertThat(poller.round()).isEmpty();

        clock.step(SILENCE);
        timers.heard(JOB, 2, clock.instant().plus(SILENCE));
        timers.heard(JOB, 2, NOON);
        poller.round();
        assertThat(sent).isEmpty();

        clock.step(SILENCE);
        poller.round();
        assertThat(sent).singleElement().isInstanceOfSatisfying(RecordFailure.class, failure -> {
            assertThat(failure.attempt()).isEqualTo(2);
            assertThat(failure.reason()).isEqualTo(FailureReason.ATTEMPT_LOST);
            assertThat(failure.at()).isEqualTo(clock.instant());
        });
    }

    @Test
    void silence_is_not_believed_by_one_who_was_not_listening() {
        start(new WorkerSilent(JOB, 1), NOON);
        clock.step(Duration.ofSeconds(20));
        watch.disconnected();
        watch.connected();
        poller.round();
        clock.step(Duration.ofSeconds(20));
        poller.round();
        assertThat(sent).isEmpty();

        clock.step(Duration.ofSeconds(20));
        poller.round();
        assertThat(sent).hasSize(1);
    }

    private void start(Timeout timeout, Instant due) {
        writer.write(batch -> batch.timers().start(timeout, due));
    }

    private void send(List<Outgoing> messages) {
        if (brokerAway) {
            throw new NotConfirmedException("away");
        }
        messages.forEach(message -> sent.add(message.message()));
    }
}
