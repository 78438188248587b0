package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    @TempDir
    Path folder;

    @Test
    void keepsConfirmedMessagesOverARestart() throws Exception {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Connection connection = connect(broker)) {
            port = broker.port();
            Channel channel = connection.createChannel();
            channel.queueDeclare("work", true, false, false, Map.of());
            publish(channel, "work", "one");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Connection connection = connect(broker)) {
            assertThat(broker.port()).isEqualTo(port);
            assertThat(body(await(connection.createChannel(), "work"))).isEqualTo("one");
        }
    }

    @Test
    void refusesAWrongPassword() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            ConnectionFactory factory = factory(broker);
            factory.setPassword("wrong");
            assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void bringsBackWhatALostConsumerHad() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("work", true, false, false, Map.of());
            publish(channel, "work", "one");
            for (int times = 0; times < 3; times++) {
                Connection lost = connect(broker);
                assertThat(body(await(lost.createChannel(), "work"))).isEqualTo("one");
                lost.abort();
            }
            GetResponse again = await(channel, "work");
            channel.basicNack(again.getEnvelope().getDeliveryTag(), false, true);
            assertThat(body(await(channel, "work"))).isEqualTo("one");
        }
    }

    @Test
    void movesWhatIsRejectedToTheDeadLetterExchange() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Connection connection = connect(broker)) {
            Channel channel = connection.createChannel();
            channel.exchangeDeclare("dead", "fanout", true);
            channel.queueDeclare("dead-letters", true, false, false, Map.of());
            channel.queueBind("dead-letters", "dead", "");
            channel.queueDeclare("work", true, false, false, Map.of("alternateBinding", Map.of("destination", "dead")));
            publish(channel, "work", "unreadable");
            channel.basicReject(await(channel, "work").getEnvelope().getDeliveryTag(), false);
            assertThat(body(await(channel, "dead-letters"))).isEqualTo("unreadable");
            assertThat(channel.messageCount("work")).isZero();
        }
    }

    private static ConnectionFactory factory(EmbeddedBroker broker) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    private static Connection connect(EmbeddedBroker broker) throws Exception {
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
