package dev.atelier.wire;

import static dev.atelier.contracts.wire.Routes.CLAIMS_QUEUE;
import static dev.atelier.contracts.wire.Routes.COMMANDS;
import static dev.atelier.contracts.wire.Routes.COMMANDS_QUEUE;
import static dev.atelier.contracts.wire.Routes.CONTROL;
import static dev.atelier.contracts.wire.Routes.DEAD_LETTERS;
import static dev.atelier.contracts.wire.Routes.DEAD_LETTERS_QUEUE;
import static dev.atelier.contracts.wire.Routes.HEARTBEATS_QUEUE;
import static dev.atelier.contracts.wire.Routes.REPORTS;
import static dev.atelier.contracts.wire.Routes.REPORTS_QUEUE;
import static dev.atelier.contracts.wire.Routes.RUNS;
import static dev.atelier.contracts.wire.Routes.SIGNALS;
import static dev.atelier.contracts.wire.Routes.runsQueue;

import dev.atelier.contracts.wire.Routes;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The connection to the broker, a publisher that waits for confirms, and the topology. It stays inside what every AMQP
 * 0-9-1 broker does alike: no exchange-to-exchange bindings, no time to live per message.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
public class BrokerConfiguration {
    private static final int HEARTBEATS_MAX = 10_000;

    @Bean
    BrokerWatch brokerWatch(BrokerSettings settings) {
        return new BrokerWatch(settings.address());
    }

    @Bean
    CachingConnectionFactory connectionFactory(BrokerSettings settings, BrokerWatch watch) {
        CachingConnectionFactory factory = new CachingConnectionFactory(settings.address());
        factory.addConnectionListener(watch);
        factory.setRequestedHeartBeat(10);
        factory.setConnectionTimeout(5_000);
        return factory;
    }

    @Bean
    ConfirmedPublisher confirmedPublisher(CachingConnectionFactory connectionFactory) {
        return new ConfirmedPublisher(connectionFactory);
    }

    /** Exchanges and queues that everybody shares; queues of one process are declared by that process. */
    @Bean
    Declarables topology(BrokerSettings settings) {
        List<Declarable> parts = new ArrayList<>();
        FanoutExchange dead = new FanoutExchange(DEAD_LETTERS);
        Queue deadLetters = new Queue(DEAD_LETTERS_QUEUE, true, false, false, QueueArguments.last(settings.kind()));
        parts.addAll(List.of(dead, deadLetters, BindingBuilder.bind(deadLetters).to(dead)));
        parts.add(new DirectExchange(CONTROL));

        addQueue(parts, new DirectExchange(COMMANDS), List.of(COMMANDS_QUEUE), settings);
        addQueue(parts, new DirectExchange(REPORTS), List.of(CLAIMS_QUEUE, REPORTS_QUEUE), settings);
        DirectExchange runs = new DirectExchange(RUNS);
        parts.add(runs);
        for (String pool : settings.pools()) {
            Queue queue = durable(runsQueue(pool), settings);
            parts.add(queue);
            parts.add(BindingBuilder.bind(queue).to(runs).with(pool));
        }

        TopicExchange signals = new TopicExchange(SIGNALS);
        Queue heartbeats =
                new Queue(HEARTBEATS_QUEUE, true, false, false, QueueArguments.newest(settings.kind(), HEARTBEATS_MAX));
        parts.addAll(List.of(
                signals, heartbeats, BindingBuilder.bind(heartbeats).to(signals).with(Routes.HEARTBEAT_KEY)));
        return new Declarables(parts);
    }

    private static void addQueue(
            List<Declarable> parts, DirectExchange exchange, List<String> names, BrokerSettings settings) {
        parts.add(exchange);
        for (String name : names) {
            Queue queue = durable(name, settings);
            Binding binding = BindingBuilder.bind(queue).to(exchange).with(name);
            parts.add(queue);
            parts.add(binding);
        }
    }

    private static Queue durable(String name, BrokerSettings settings) {
        return new Queue(name, true, false, false, QueueArguments.durable(settings.kind()));
    }
}
