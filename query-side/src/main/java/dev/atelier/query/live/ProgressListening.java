package dev.atelier.query.live;

import dev.atelier.contracts.run.RunSignal.RunProgress;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hears progress on a queue of this process that goes away with it; what is lost is lost. */
@Configuration(proxyBeanMethods = false)
public class ProgressListening {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    @Bean
    Queue progressQueue() {
        return new AnonymousQueue();
    }

    @Bean
    Binding progressBinding(Queue progressQueue) {
        return BindingBuilder.bind(progressQueue)
                .to(new TopicExchange(Routes.SIGNALS))
                .with(Routes.PROGRESS_KEY);
    }

    @Bean
    SimpleMessageListenerContainer progressListener(
            ConnectionFactory connections, Queue progressQueue, ProgressBoard board) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueues(progressQueue);
        container.setAcknowledgeMode(AcknowledgeMode.NONE);
        container.setMissingQueuesFatal(false);
        container.setMessageListener(message -> note(board, message));
        return container;
    }

    private static void note(ProgressBoard board, Message message) {
        try {
            if (WireMessages.decode(message) instanceof RunProgress progress) {
                board.note(progress);
            }
        } catch (UnreadableMessageException e) {
            LOG.warn("progress that cannot be read is skipped: {}", e.getMessage());
        }
    }
}
