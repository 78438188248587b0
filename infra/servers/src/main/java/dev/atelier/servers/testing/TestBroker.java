package dev.atelier.servers.testing;

import dev.atelier.servers.AmqpBroker;

/** A kind of broker that Atelier works with. A name and not the broker, because JUnit closes what it passes to a test. */
public enum TestBroker {
    EMBEDDED,
    RABBITMQ;

    /** The shared one of this kind. */
    public AmqpBroker get() {
        return switch (this) {
            case EMBEDDED -> TestServers.broker();
            case RABBITMQ -> TestServers.rabbit().orElseThrow();
        };
    }
}
