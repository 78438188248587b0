package dev.atelier.gpu.run;

import dev.atelier.contracts.wire.Routes;
import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.storage.JobPictures;
import dev.atelier.gpu.storage.Results;
import dev.atelier.wire.BrokerSettings;
import dev.atelier.wire.BrokerWatch;
import dev.atelier.wire.ConfirmedPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Taking, claiming, running and reporting. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GpuSettings.class)
public class RunConfiguration {
    static final int LISTENER_PHASE = 0;
    private static final long DECLARE_AGAIN_MILLIS = 1_000;

    @Bean
    LiveRuns liveRuns() {
        return new LiveRuns();
    }

    @Bean
    BackendWatch backendWatch(Backend backend, GpuSettings settings) {
        return new BackendWatch(backend, settings.checkInterval());
    }

    @Bean
    RunMeters runMeters(MeterRegistry registry, BackendWatch watch) {
        return new RunMeters(registry, watch);
    }

    @Bean
    BrokerHealth brokerHealthIndicator(BrokerWatch broker) {
        return new BrokerHealth(broker);
    }

    /** This worker's own queue: it goes away with the connection, and is declared again on the next. */
    @Bean
    Declarables controlQueue(GpuSettings settings) {
        Queue queue = new Queue(Routes.controlQueue(settings.name()), false, true, true);
        DirectExchange exchange = new DirectExchange(Routes.CONTROL);
        return new Declarables(queue, BindingBuilder.bind(queue).to(exchange).with(settings.name()));
    }

    @Bean
    SimpleMessageListenerContainer cancelListener(
            CachingConnectionFactory connections, GpuSettings settings, LiveRuns runs) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(Routes.controlQueue(settings.name()));
        container.setMessageListener(new CancelListener(runs));
        container.setMissingQueuesFatal(false);
        container.setFailedDeclarationRetryInterval(DECLARE_AGAIN_MILLIS);
        container.setRecoveryInterval(DECLARE_AGAIN_MILLIS);
        container.setPhase(LISTENER_PHASE);
        return container;
    }

    @Bean
    Slots slots(
            CachingConnectionFactory connections,
            BrokerSettings broker,
            ConfirmedPublisher publisher,
            GpuSettings settings,
            LiveRuns runs,
            BackendWatch watch,
            RunMeters meters,
            RunProcess process,
            Backend backend) {
        RabbitTemplate claims = new RabbitTemplate(connections);
        claims.setReplyTimeout(settings.claimTimeout().toMillis());
        // The embedded broker has direct reply-to, but not the question by which Spring looks for it.
        claims.setUseTemporaryReplyQueues(broker.kind() == BrokerSettings.Kind.QPID);
        OrderQueues orders = new OrderQueues(
                connections.getRabbitConnectionFactory(),
                settings.pools().stream().map(Routes::runsQueue).toList());
        Slot.Tools tools = new Slot.Tools(
                orders,
                watch,
                runs,
                new LeftBehind(backend, settings.name(), runs),
                new Claims(claims, settings.name()),
                process,
                new Reports(publisher, settings),
                new Signals(new RabbitTemplate(connections), runs, settings),
                meters);
        return new Slots(tools, settings, Math.min(settings.concurrentJobs(), backend.places()));
    }

    @Bean
    RunProcess runProcess(Backend backend, JobPictures pictures, Results results, GpuSettings settings) {
        return new RunProcess(backend, pictures, results, settings.name());
    }
}
