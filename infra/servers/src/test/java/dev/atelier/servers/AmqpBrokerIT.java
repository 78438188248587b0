package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import dev.atelier.servers.testing.TestBroker;
import dev.atelier.servers.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmqpBrokerIT {

    private static final String BROKERS = "dev.atelier.servers.testing.TestServers#brokers";

    @TempDir
    Path folder;

    @Test
    void embeddedKeepsConfirmedMessagesOverARestart() throws Exception {
        keepsConfirmedMessagesOverARestart(() -> EmbeddedBroker.start(folder));
        assertThat(Path.of("derby.log"))
                .as("a log of the store outside of its folder")
                .doesNotExist();
    }

    @Test
    void rabbitKeepsConfirmedMessagesOverARestart() throws Exception {
        assumeTrue(TestServers.rabbit().isPresent(), "rabbitmq-server is not installed on this machine");
        keepsConfirmedMessagesOverARestart(
                () -> RabbitMqServer.fromInstalledPrograms(folder).orElseThrow());
    }

    private static void keepsConfirmedMessagesOverARestart(Supplier<AmqpBroker> starter) throws Exception {
        String uri;
        try (AmqpBroker broker = starter.get();
                Connection connection = connect(broker)) {
            uri = broker.uri();
            Channel channel = connection.createChannel();
            channel.queueDeclare("work", true, false, false, Map.of());
            publish(channel, "work", "one");
        }
        try (AmqpBroker broker = starter.get();
                Connection connection = connect(broker)) {
            assertThat(broker.uri()).isEqualTo(uri);
            assertThat(body(await(connection.createChannel(), "work"))).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @MethodSource(BROKERS)
    void refusesAWrongPassword(TestBroker kind) {
        AmqpBroker broker = kind.get();
        ConnectionFactory factory = factory(broker);
        factory.setPassword("wrong");
        // Qpid closes the connection without a word, RabbitMQ says why.
        assertThatThrownBy(factory::newConnection)
                .isInstanceOfAny(PossibleAuthenticationFailureException.class, AuthenticationFailureException.class);
    }

    @ParameterizedTest
    @MethodSource(BROKERS)
    void isReachedByItsUri(TestBroker kind) throws Exception {
        AmqpBroker broker = kind.get();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        try (Connection connection = factory.newConnection()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(BROKERS)
    void bringsBackWhatALostConsumerHad(TestBroker kind) throws Exception {
        AmqpBroker broker = kind.get();
        try (Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            String queue = "lost-" + UUID.randomUUID();
            channel.queueDeclare(queue, true, false, false, Map.of());
            publish(channel, queue, "one");
            for (int times = 0; times < 3; times++) {
                Connection lost = connect(broker);
                assertThat(body(await(lost.createChannel(), queue))).isEqualTo("one");
                lost.abort();
            }
            GetResponse again = await(channel, queue);
            channel.basicNack(again.getEnvelope().getDeliveryTag(), false, true);
            assertThat(body(await(channel, queue))).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @MethodSource(BROKERS)
    void movesWhatIsRejectedToTheDeadLetterExchange(TestBroker kind) throws Exception {
        AmqpBroker broker = kind.get();
        try (Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            String name = "rejected-" + UUID.randomUUID();
            channel.exchangeDeclare(name + "-dead", "fanout", true);
            channel.queueDeclare(name + "-letters", true, false, false, Map.of());
            channel.queueBind(name + "-letters", name + "-dead", "");
            channel.queueDeclare(name, true, false, false, deadLetterTo(broker, name + "-dead"));
            publish(channel, name, "unreadable");
            channel.basicReject(await(channel, name).getEnvelope().getDeliveryTag(), false);
            assertThat(body(await(channel, name + "-letters"))).isEqualTo("unreadable");
            assertThat(channel.messageCount(name)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(BROKERS)
    void dropsWhatIsRejectedWithoutADeadLetterExchange(TestBroker kind) throws Exception {
        AmqpBroker broker = kind.get();
        try (Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            String queue = "dropped-" + UUID.randomUUID();
            channel.queueDeclare(queue, true, false, false, Map.of());
            publish(channel, queue, "unreadable");
            channel.basicReject(await(channel, queue).getEnvelope().getDeliveryTag(), false);
            publish(channel, queue, "next");
            assertThat(body(await(channel, queue))).isEqualTo("next");
        }
    }

    private static Map<String, Object> deadLetterTo(AmqpBroker broker, String exchange) {
        return switch (broker) {
            case EmbeddedBroker _ -> Map.of("alternateBinding", Map.of("destination", exchange));
            case RabbitMqServer _ -> Map.of("x-dead-letter-exchange", exchange);
        };
    }

    private static ConnectionFactory factory(AmqpBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static Connection connect(AmqpBroker broker) throws Exception {
        return factory(broker).newConnection();
    }

    private static void publish(Channel channel, String queue, String body) throws Exception {
        channel.confirmSelect();
        channel.basicPublish("", queue, MessageProperties.PERSISTENT_TEXT_PLAIN, body.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(5000);
    }

    private static GetResponse await(Channel channel, String queue) {
        AtomicReference<GetResponse> found = new AtomicReference<>();
        assertThat(Deadline.in(Duration.ofSeconds(10)).await(() -> {
                    try {
                        found.set(channel.basicGet(queue, false));
                        return found.get() != null;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }))
                .as("a message in " + queue)
                .isTrue();
        return found.get();
    }

    private static String body(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }
}
