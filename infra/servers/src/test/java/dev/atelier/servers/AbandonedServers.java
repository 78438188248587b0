package dev.atelier.servers;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A program that starts servers, says so, and never stops them: {@link DiesWithParentIT} kills it. */
public final class AbandonedServers {

    static final String READY = "ready";
    static final String QUEUE = "work";

    private AbandonedServers() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        // From a thread that ends at once, because the kernel ties a child to the thread that started it.
        Thread starter = Thread.ofPlatform().start(() -> start(home));
        starter.join();
        System.out.println(READY);
        Thread.currentThread().join();
    }

    private static void start(Path home) {
        PostgresServer postgres = PostgresServer.startThrowAway(home.resolve("postgres"));
        postgres.createDatabase("kept");
        RedisServer redis = RedisServer.start(home.resolve("redis"));
        publish(EmbeddedBroker.start(home.resolve("broker")));
        Optional<RabbitMqServer> rabbit = RabbitMqServer.fromInstalledPrograms(home.resolve("rabbit"));
        System.out.println(postgres.pid() + " " + redis.pid() + " "
                + rabbit.map(RabbitMqServer::pids).map(Object::toString).orElse("without RabbitMQ"));
    }

    /** Returns when the broker has confirmed the message. */
    private static void publish(EmbeddedBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(broker.uri());
            try (Connection connection = factory.newConnection();
                    Channel channel = connection.createChannel()) {
                channel.queueDeclare(QUEUE, true, false, false, Map.of());
                channel.confirmSelect();
                channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, new byte[] {42});
                channel.waitForConfirmsOrDie(5000);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
