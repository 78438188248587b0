package dev.atelier.query.workers;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.atelier.contracts.wire.Routes;
import java.time.Duration;
import java.util.OptionalInt;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/** Workers as the broker knows them: consumers of a pool's queue. It is asked every few seconds at most. */
public final class RabbitPoolWorkers implements PoolWorkers {
    private final AmqpAdmin broker;
    private final LoadingCache<String, OptionalInt> known;

    public RabbitPoolWorkers(AmqpAdmin broker, Duration refresh) {
        this.broker = broker;
        known = Caffeine.newBuilder().maximumSize(100).expireAfterWrite(refresh).build(this::ask);
    }

    @Override
    public OptionalInt listening(String pool) {
        return known.get(pool);
    }

    private OptionalInt ask(String pool) {
        try {
            QueueInformation queue = broker.getQueueInfo(Routes.runsQueue(pool));
            return queue == null ? OptionalInt.of(0) : OptionalInt.of(queue.getConsumerCount());
        } catch (AmqpException e) {
            return OptionalInt.empty();
        }
    }
}
