package dev.atelier.command.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.ChannelProxy;

/** RabbitMQ's interfaces are played here; what is ours is the real thing. */
class ConcurrentListenerTest {
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

    /** A channel that writes down what it is told. */
    private Channel channel(String name) {
        return (Channel) Proxy.newProxyInstance(
                Channel.class.getClassLoader(), new Class<?>[] {Channel.class}, (self, method, arguments) -> {
                    if (method.getName().startsWith("basic")) {
                        words.add(name + " " + method.getName() + " " + arguments[0]);
                    }
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
    }

    /** Spring's stand-in, which leads to whatever channel is open at the moment. */
    private static ChannelProxy standIn(AtomicReference<Channel> open) {
        return (ChannelProxy) Proxy.newProxyInstance(
                ChannelProxy.class.getClassLoader(),
                new Class<?>[] {ChannelProxy.class},
                (self, method, arguments) -> method.getName().equals("getTargetChannel")
                        ? open.get()
                        : method.invoke(open.get(), arguments));
    }

    private static Message message(long tag) {
        MessageProperties properties = new MessageProperties();
        properties.setDeliveryTag(tag);
        return new Message(new byte[0], properties);
    }

    @Test
    void a_late_acknowledgement_goes_to_the_channel_that_delivered_and_never_to_its_successor() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        ConcurrentListener listener = new ConcurrentListener(message -> await(slow));
        AtomicReference<Channel> open = new AtomicReference<>(channel("old"));
        ChannelProxy standIn = standIn(open);

        listener.onMessage(message(7), standIn);
        open.set(channel("new"));
        slow.countDown();
        listener.stop(Duration.ofSeconds(10));

        assertThat(words.poll(10, TimeUnit.SECONDS)).isEqualTo("old basicAck 7");
    }

    @Test
    void the_successor_is_told_about_its_own_messages() throws Exception {
        ConcurrentListener listener = new ConcurrentListener(message -> {});
        AtomicReference<Channel> open = new AtomicReference<>(channel("old"));
        ChannelProxy standIn = standIn(open);

        listener.onMessage(message(7), standIn);
        String first = words.poll(10, TimeUnit.SECONDS);
        open.set(channel("new"));
        listener.onMessage(message(1), standIn);
        String second = words.poll(10, TimeUnit.SECONDS);
        listener.stop(Duration.ofSeconds(10));

        assertThat(List.of(String.valueOf(first), String.valueOf(second)))
                .containsExactly("old basicAck 7", "new basicAck 1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
