package dev.atelier.saga.line;

import dev.atelier.contracts.wire.Routes;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;

/**
 * Places of a pool in which a run could begin now. The broker knows them: a worker listens to the pool's queue once for
 * each place that is free, and an order that lies in the queue is about to take one.
 */
class FreePlaces {
    private final AmqpAdmin broker;

    FreePlaces(AmqpAdmin broker) {
        this.broker = broker;
    }

    /** Asks the broker. @param handedOut orders that nobody was seen to begin; some of them may lie in the queue */
    int of(String pool, int handedOut) {
        QueueInformation queue = broker.getQueueInfo(Routes.runsQueue(pool));
        if (queue == null) {
            return 0;
        }
        long taken = Math.max(queue.getMessageCount(), handedOut);
        return (int) Math.max(0, queue.getConsumerCount() - taken);
    }
}
