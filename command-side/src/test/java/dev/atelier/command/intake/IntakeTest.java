package dev.atelier.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobCommand.RecordSuccess;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.wire.WireMessages;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

class IntakeTest {
    private static final JobId JOB = new JobId(UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd"));
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final List<Object> sent = new ArrayList<>();
    private final RepeatableCommands commands = (command, metadata) -> {
        sent.add(command);
        return Optional.empty();
    };
    private final List<String> buried = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Test
    void what_cannot_be_read_becomes_a_dead_letter() {
        Message nonsense =
                MessageBuilder.withBody(new byte[] {'{'}).setType("queue-job").build();
        Message unknown = MessageBuilder.withBody(new byte[] {'{', '}'})
                .setType("credit-balance")
                .build();

        for (Message message : List.of(nonsense, unknown)) {
            intake(new CommandIntake(commands)).onMessage(message);
        }
        assertThat(sent).isEmpty();
        assertThat(buried).containsExactly("malformed queue-job", "unknown message type");
    }

    @Test
    void server_trouble_is_waited_out_in_place() {
        AtomicInteger tries = new AtomicInteger();
        Intake intake = intake((payload, message) -> {
            if (tries.incrementAndGet() < 3) {
                throw new EventStoreException("the log is away");
            }
        });

        intake.onMessage(WireMessages.encode(new QueueJob(JOB, 2), "m1"));

        assertThat(tries).hasValue(3);
    }

    @Test
    void server_trouble_while_stopping_leaves_the_message_in_its_queue() {
        stopping.countDown();
        Intake intake = intake((payload, message) -> {
            throw new EventStoreException("the log is away");
        });

        assertThatThrownBy(() -> intake.onMessage(WireMessages.encode(new QueueJob(JOB, 2), "m1")))
                .isInstanceOf(ImmediateRequeueAmqpException.class);
    }

    @Test
    void poison_does_not_block_the_queue() {
        AtomicInteger tries = new AtomicInteger();
        Intake intake = intake((payload, message) -> {
            tries.incrementAndGet();
            throw new IllegalStateException("a bug");
        });

        intake.onMessage(WireMessages.encode(new QueueJob(JOB, 2), "m1"));
        assertThat(tries).hasValue(3);
        assertThat(buried).containsExactly("failed 3 times: IllegalStateException");
    }

    @Test
    void a_message_is_not_given_up_before_it_is_safe_among_the_dead_letters() {
        AtomicInteger tries = new AtomicInteger();
        Intake intake = new Intake(
                new CommandIntake(commands),
                (message, reason) -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new AmqpIOException(new IOException("the broker is away"));
                    }
                    buried.add(reason);
                },
                stopping);

        intake.onMessage(
                MessageBuilder.withBody(new byte[0]).setType("nonsense").build());

        assertThat(buried).containsExactly("unknown message type");
    }

    @Test
    void the_list_of_commands_is_closed() {
        Intake intake = intake(new CommandIntake(commands));

        intake.onMessage(WireMessages.encode(new CaptureBalance(new AccountId(JOB.value()), JOB, Credits.of(3)), "m1"));
        assertThat(sent).hasSize(1);
        intake.onMessage(WireMessages.encode(failure(FailureReason.OUT_OF_MEMORY), "m2"));
        intake.onMessage(WireMessages.encode(succeeded("results/" + JOB + "/1/a.png"), "m3"));
        assertThat(sent).hasSize(1);
        assertThat(buried).hasSize(2);
    }

    @Test
    void a_report_becomes_a_command_with_time_and_chance() {
        Intake intake = reports();

        intake.onMessage(WireMessages.encode(succeeded("results/" + JOB + "/1/a.png"), "m1"));
        intake.onMessage(WireMessages.encode(new RunFailed(JOB, 1, FailureReason.NO_OUTPUT, "nothing"), "m2"));

        assertThat(sent).hasSize(2);
        assertThat(((RecordSuccess) sent.get(0)).at()).isEqualTo(NOW);
        assertThat(((RecordFailure) sent.get(1)).jitter()).isEqualTo(0.5);
    }

    @Test
    void a_worker_cannot_offer_what_lies_elsewhere() {
        reports().onMessage(WireMessages.encode(succeeded("inputs/x/secret.png"), "m1"));
        assertThat(buried).containsExactly("a result outside the attempt's own place");
        assertThat(sent).isEmpty();
    }

    @Test
    void a_result_that_is_not_in_the_bucket_is_a_failure_and_no_success() {
        Artifact absent = new Artifact("results/" + JOB + "/1/b.png", "image/png", 4, "00", 1, 1);

        reports()
                .onMessage(WireMessages.encode(new RunSucceeded(JOB, 1, List.of(absent), Duration.ofSeconds(1)), "m1"));

        assertThat(((RecordFailure) sent.getFirst()).reason()).isEqualTo(FailureReason.STORAGE_UNAVAILABLE);
    }

    private Intake reports() {
        return intake(
                new ReportIntake(commands, artifact -> artifact.bytes() == 3, report -> null, CLOCK, () -> 1L << 63));
    }

    private Intake intake(Intake.Handler handler) {
        return new Intake(handler, (message, reason) -> buried.add(reason), stopping);
    }

    private static RecordFailure failure(FailureReason reason) {
        return new RecordFailure(JOB, 1, reason, null, NOW, 0);
    }

    private static RunSucceeded succeeded(String key) {
        Artifact artifact = new Artifact(key, "image/png", 3, "00", 1, 1);
        return new RunSucceeded(JOB, 1, List.of(artifact), Duration.ofSeconds(1));
    }
}
