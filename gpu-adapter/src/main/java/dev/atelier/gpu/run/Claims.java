package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Asks the command side whether an attempt may be run here. Asking again gives the same answer, so it is safe. */
final class Claims implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final RabbitTemplate template;
    private final String worker;

    /** @param template with the time an answer may take */
    Claims(RabbitTemplate template, String worker) {
        this.template = template;
        this.worker = worker;
    }

    /** Asks until there is an answer. */
    RunClaim.Answer ask(LiveRun run) throws InterruptedException {
        RunClaim claim = new RunClaim(run.order().jobId(), run.order().attempt(), worker, run.id());
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<RunClaim.Answer> answer = askOnce(claim);
            if (answer.isPresent()) {
                return answer.get();
            }
            LOG.warn("nobody answers the claim, asking again");
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Waits for no more answers. */
    @Override
    public void close() {
        template.stop();
    }

    private Optional<RunClaim.Answer> askOnce(RunClaim claim) throws InterruptedException {
        Message message = WireMessages.encode(claim, claim.backendRun() + "/claim");
        message.getMessageProperties().setHeader(Metadata.ACTOR, "worker:" + worker);
        try {
            @Nullable Message reply = template.sendAndReceive(Routes.REPORTS, Routes.CLAIMS_QUEUE, message);
            if (reply != null && WireMessages.decode(reply) instanceof RunClaim.Answer answer) {
                return Optional.of(answer);
            }
        } catch (AmqpException | UnreadableMessageException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            LOG.debug("a claim could not be asked: {}", e.toString());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return Optional.empty();
    }
}
