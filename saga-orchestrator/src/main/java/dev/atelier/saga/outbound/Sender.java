package dev.atelier.saga.outbound;

import dev.atelier.contracts.wire.Metadata;
import dev.atelier.wire.ConfirmedPublisher;
import dev.atelier.wire.NotConfirmedException;
import dev.atelier.wire.UnroutableException;
import dev.atelier.wire.WireMessages;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/** Sends messages and returns when the broker has confirmed every one of them. */
public final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");
    private static final String ACTOR = "system:saga-orchestrator";
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);

    private final ConfirmedPublisher publisher;
    private final StopSignal stop;
    private final MeterRegistry meters;

    Sender(ConfirmedPublisher publisher, StopSignal stop, MeterRegistry meters) {
        this.publisher = publisher;
        this.stop = stop;
        this.meters = meters;
    }

    /**
     * Tries again in place for as long as the broker is away; throws only when the process stops, or what
     * {@code beforeTryingAgain} throws.
     */
    public void sendUntilConfirmed(List<Outgoing> messages, Runnable beforeTryingAgain) {
        List<Outgoing> left = messages;
        Duration pause = PAUSE_MIN;
        while (!(left = publish(left)).isEmpty()) {
            LOG.warn("{} of {} messages not confirmed, sending them again", left.size(), messages.size());
            stop.pause(pause);
            beforeTryingAgain.run();
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        }
    }

    /** Tries once. @throws NotConfirmedException if any message is not confirmed; each may have arrived */
    public void send(List<Outgoing> messages) {
        List<Outgoing> left = publish(messages);
        if (!left.isEmpty()) {
            throw new NotConfirmedException(left.size() + " of " + messages.size() + " messages were not confirmed");
        }
    }

    private List<Outgoing> publish(List<Outgoing> messages) {
        List<CompletableFuture<Void>> confirms =
                messages.stream().map(this::publish).toList();
        long deadline = System.nanoTime() + CONFIRM_LIMIT.toNanos();
        List<Outgoing> left = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (!isConfirmed(messages.get(i), confirms.get(i), deadline)) {
                left.add(messages.get(i));
            }
        }
        return left;
    }

    private CompletableFuture<Void> publish(Outgoing outgoing) {
        Message message = WireMessages.encode(outgoing.message(), outgoing.messageId());
        message.getMessageProperties().setHeader(Metadata.ACTOR, ACTOR);
        message.getMessageProperties().setHeader(Metadata.CAUSE, outgoing.cause());
        return publisher.publish(outgoing.exchange(), outgoing.routingKey(), message);
    }

    private boolean isConfirmed(Outgoing outgoing, CompletableFuture<Void> confirm, long deadline) {
        try {
            confirm.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            count(outgoing, "confirmed");
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnroutableException) {
                return isDropped(outgoing);
            }
            count(outgoing, "unconfirmed");
            return false;
        } catch (TimeoutException e) {
            confirm.cancel(false);
            count(outgoing, "unconfirmed");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.StoppedException();
        }
    }

    private boolean isDropped(Outgoing outgoing) {
        count(outgoing, "unroutable");
        LOG.warn("no queue for {} at {}/{}", outgoing.messageId(), outgoing.exchange(), outgoing.routingKey());
        return !outgoing.queueNeeded();
    }

    private void count(Outgoing outgoing, String outcome) {
        String kind = outgoing.message().getClass().getSimpleName();
        meters.counter("atelier.saga.messages", "kind", kind, "outcome", outcome)
                .increment();
    }
}
