package dev.atelier.gpu.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.atelier.servers.testing.TestServers;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Orders of several pools, on a broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderQueuesIT {
    @Test
    void a_pool_with_much_to_do_does_not_keep_another_one_waiting() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(TestServers.broker().uri());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel();
                OrderQueues orders = new OrderQueues(factory, List.of("busy", "quiet"))) {
            publish(channel, "busy", 5);
            publish(channel, "quiet", 1);

            for (int i = 0; i < 2; i++) {
                try (TakenOrder order = orders.take(() -> true).orElseThrow()) {
                    order.acknowledge();
                }
            }

            assertThat(channel.messageCount("quiet")).isZero();
            assertThat(channel.messageCount("busy")).isEqualTo(4);
            channel.queueDelete("busy");
            channel.queueDelete("quiet");
        }
    }

    private static void publish(Channel channel, String queue, int count) throws Exception {
        channel.queueDeclare(queue, false, false, false, null);
        for (int i = 0; i < count; i++) {
            channel.basicPublish("", queue, null, new byte[] {1});
        }
    }
}
