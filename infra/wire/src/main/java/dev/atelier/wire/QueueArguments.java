package dev.atelier.wire;

import dev.atelier.contracts.wire.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that knows how each kind of broker wants a queue's arguments. */
final class QueueArguments {
    private QueueArguments() {}

    /** A queue whose messages must survive; what is rejected goes to the dead letters with its routing key. */
    static Map<String, @Nullable Object> durable(BrokerSettings.Kind kind) {
        return switch (kind) {
            case RABBITMQ -> Map.of("x-queue-type", "quorum", "x-dead-letter-exchange", Routes.DEAD_LETTERS);
            case RABBITMQ_CLASSIC -> Map.of("x-dead-letter-exchange", Routes.DEAD_LETTERS);
            case QPID -> Map.of("alternateBinding", Map.of("destination", Routes.DEAD_LETTERS));
        };
    }

    /** The dead letters themselves: nothing follows. */
    static Map<String, @Nullable Object> last(BrokerSettings.Kind kind) {
        return switch (kind) {
            case RABBITMQ -> Map.of("x-queue-type", "quorum");
            case RABBITMQ_CLASSIC, QPID -> Map.of();
        };
    }

    /** A queue of which only the newest messages matter. */
    static Map<String, @Nullable Object> newest(BrokerSettings.Kind kind, int messagesMax) {
        return switch (kind) {
            case RABBITMQ, RABBITMQ_CLASSIC -> Map.of("x-max-length", messagesMax);
            case QPID -> Map.of("qpid.max_count", messagesMax, "qpid.policy_type", "RING");
        };
    }
}
