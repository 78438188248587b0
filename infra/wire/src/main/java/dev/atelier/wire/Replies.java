package dev.atelier.wire;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;

/** Answers to whoever asked, unconfirmed: an asker who hears nothing asks again. All go over one channel. */
public final class Replies {
    private final ConnectionFactory connections;
    private final DefaultMessagePropertiesConverter properties = new DefaultMessagePropertiesConverter();
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Channel channel;

    public Replies(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** @throws AmqpException when the broker is away; an asker who is gone is no failure */
    public void send(String replyTo, Message answer) {
        var header = properties.fromMessageProperties(answer.getMessageProperties(), StandardCharsets.UTF_8.name());
        turn.lock();
        try {
            open().basicPublish("", replyTo, header, answer.getBody());
        } catch (IOException | ShutdownSignalException e) {
            throw RabbitExceptionTranslator.convertRabbitAccessException(e);
        } finally {
            turn.unlock();
        }
    }

    private Channel open() throws IOException {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            current = connections.createConnection().getDelegate().createChannel();
            channel = current;
        }
        return current;
    }
}
