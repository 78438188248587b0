package dev.atelier.wire;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the broker is.
 *
 * @param uri {@code amqp://user:password@host:port/virtual-host}; the environment's {@code RABBITMQ_URI}
 * @param kind what to translate queue arguments for
 * @param pools whose run queues exist
 */
@ConfigurationProperties("atelier.broker")
public record BrokerSettings(
        @Nullable URI uri,
        @DefaultValue("rabbitmq") Kind kind,

        @DefaultValue({"image", "quote-card", "video", "book", "book-large"})
        List<String> pools) {
    public BrokerSettings {
        if (uri == null) {
            throw new IllegalArgumentException(
                    "set atelier.broker.uri (or RABBITMQ_URI), for example amqp://user:password@127.0.0.1:5672/%2F");
        }
    }

    /** The address; never null once the settings exist. */
    public URI address() {
        return java.util.Objects.requireNonNull(uri);
    }

    /** RabbitMQ with quorum queues, RabbitMQ with classic ones, or the broker embedded in the local run. */
    public enum Kind {
        RABBITMQ,
        RABBITMQ_CLASSIC,
        QPID
    }
}
