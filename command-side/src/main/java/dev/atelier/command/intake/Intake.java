package dev.atelier.command.intake;

import dev.atelier.command.storage.StorageAwayException;
import dev.atelier.eventstore.LogUnavailableException;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.dao.DataAccessException;

/**
 * One queue's consumer. A message is acknowledged when its effect is stored. Trouble with a server is waited out in
 * place, for as long as it takes: the message stays where it is, unacknowledged, and the ones behind it wait too, for
 * they would fare no better. What cannot be read, or fails again and again for another reason, becomes a dead letter.
 */
final class Intake implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final int TRIES_MAX = 3;
    private static final Duration PAUSE_MIN = Duration.ofMillis(200);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final Handler handler;
    private final Burial burial;
    private final CountDownLatch stopping;

    /** What is done with a message that could be read; it throws what it cannot do. */
    @FunctionalInterface
    interface Handler {
        void handle(Object payload, Message message);
    }

    /** Puts a message among the dead letters; returns when it is safe there. */
    @FunctionalInterface
    interface Burial {
        /** @param reason without anything that a person wrote */
        void bury(Message message, String reason);
    }

    /** @param stopping counted down when the process stops, so that nobody waits in place any longer */
    Intake(Handler handler, Burial burial, CountDownLatch stopping) {
        this.handler = handler;
        this.burial = burial;
        this.stopping = stopping;
    }

    @Override
    public void onMessage(Message message) {
        handle(message).ifPresent(reason -> untilItWorks(message, () -> burial.bury(message, reason)));
    }

    /** Why the message has to become a dead letter; empty when it was done. */
    private Optional<String> handle(Message message) {
        AtomicInteger failures = new AtomicInteger();
        AtomicReference<String> death = new AtomicReference<>();
        untilItWorks(message, () -> {
            try {
                handler.handle(WireMessages.decode(message), message);
            } catch (UnreadableMessageException e) {
                death.set(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                if (isServerTrouble(e) || failures.incrementAndGet() < TRIES_MAX) {
                    throw e;
                }
                LOG.error("{} cannot be done", name(message), e);
                death.set(
                        "failed %d times: %s".formatted(TRIES_MAX, e.getClass().getSimpleName()));
            }
        });
        return Optional.ofNullable(death.get());
    }

    private void untilItWorks(Message message, Runnable deed) {
        for (Duration pause = PAUSE_MIN; ; pause = longer(pause)) {
            try {
                deed.run();
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} is tried again in {}: {}", name(message), pause, e.toString());
                pauseOrStop(pause);
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : twice;
    }

    private void pauseOrStop(Duration pause) {
        try {
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ImmediateRequeueAmqpException("stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImmediateRequeueAmqpException("stopping");
        }
    }

    private static String name(Message message) {
        return message.getMessageProperties().getType() + " "
                + message.getMessageProperties().getMessageId();
    }

    /** PostgreSQL or RabbitMQ away, slow or restarting, or a race that was lost too often: it will pass. */
    private static boolean isServerTrouble(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessException
                    || cause instanceof SQLException
                    || cause instanceof LogUnavailableException
                    || cause instanceof EventStoreException
                    || cause instanceof ConcurrencyException
                    || cause instanceof StorageAwayException
                    || cause instanceof AmqpException) {
                return true;
            }
        }
        return false;
    }
}
