package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.ConfirmedPublisher;
import dev.atelier.wire.NotConfirmedException;
import dev.atelier.wire.WireMessages;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/** Says how runs ended, each until the broker has it for sure. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

    private final ConfirmedPublisher publisher;
    private final GpuSettings settings;

    Reports(ConfirmedPublisher publisher, GpuSettings settings) {
        this.publisher = publisher;
        this.settings = settings;
    }

    /**
     * Sends until it is confirmed. An interrupt asks to hurry: there is one more try, and the thread stays interrupted.
     */
    void send(LiveRun run, RunReport report) {
        Message message = WireMessages.encode(report, run.id() + "/report");
        message.getMessageProperties().setHeader(Metadata.ACTOR, "worker:" + settings.name());
        Duration pause = FIRST_PAUSE;
        while (!Thread.currentThread().isInterrupted()) {
            if (isConfirmed(message, CONFIRM_TIMEOUT)) {
                return;
            }
            LOG.warn("the report was not confirmed, sending it again");
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        sendLast(message);
    }

    private void sendLast(Message message) {
        boolean interrupted = Thread.interrupted();
        if (!isConfirmed(message, settings.stopTimeout())) {
            LOG.error("stopped with an unconfirmed report: the attempt will be taken for lost");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isConfirmed(Message message, Duration limit) {
        try {
            ConfirmedPublisher.await(List.of(publisher.publish(Routes.REPORTS, Routes.REPORTS_QUEUE, message)), limit);
            return true;
        } catch (NotConfirmedException e) {
            LOG.debug("not confirmed: {}", e.toString());
            return false;
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
