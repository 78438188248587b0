package dev.atelier.command.testing;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunReport.RunSucceeded;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.ConfirmedPublisher;
import dev.atelier.wire.WireMessages;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A worker as the write side sees it: messages on the broker, objects in the bucket. */
public final class Worker {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommandSide side;
    private final ConfirmedPublisher publisher;
    private final RabbitTemplate asking;

    public Worker(CommandSide side) {
        this.side = side;
        publisher = side.bean(ConfirmedPublisher.class);
        asking = new RabbitTemplate(side.bean(CachingConnectionFactory.class));
        asking.setReplyTimeout(PATIENCE.toMillis());
    }

    public Object claim(JobId job, int attempt, String backendRun) {
        Message question =
                WireMessages.encode(new RunClaim(job, attempt, "worker-a", backendRun), "claim-" + UUID.randomUUID());
        Message answer = asking.sendAndReceive(Routes.REPORTS, Routes.CLAIMS_QUEUE, question);
        return WireMessages.decode(Objects.requireNonNull(answer, "nobody answered the claim"));
    }

    /** Stores a result where this attempt's results belong, and reports it. */
    public void succeed(JobId job, int attempt) {
        Artifact artifact = artifact(job, attempt);
        try (S3Client s3 = side.s3()) {
            s3.putObject(
                    request -> request.bucket(side.bucket()).key(artifact.key()),
                    RequestBody.fromBytes(new byte[(int) artifact.bytes()]));
        }
        report(new RunSucceeded(job, attempt, List.of(artifact), Duration.ofSeconds(3)));
    }

    public static Artifact artifact(JobId job, int attempt) {
        String sha256 = "ab".repeat(32);
        return new Artifact("results/" + job + "/" + attempt + "/" + sha256 + ".png", "image/png", 9, sha256, 3, 3);
    }

    public void report(Object report) {
        send(Routes.REPORTS, Routes.REPORTS_QUEUE, report);
    }

    /** As the orchestrator does. */
    public void command(Object command) {
        send(Routes.COMMANDS, Routes.COMMANDS_QUEUE, command);
    }

    private void send(String exchange, String routingKey, Object message) {
        ConfirmedPublisher.await(
                List.of(publisher.publish(exchange, routingKey, message, UUID.randomUUID() + "/1")), PATIENCE);
    }
}
