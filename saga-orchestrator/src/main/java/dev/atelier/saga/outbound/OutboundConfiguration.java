package dev.atelier.saga.outbound;

import dev.atelier.wire.BrokerConfiguration;
import dev.atelier.wire.ConfirmedPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

/** Sending over RabbitMQ. */
@Configuration(proxyBeanMethods = false)
@Import(BrokerConfiguration.class)
public class OutboundConfiguration {
    @Bean
    StopSignal stopSignal() {
        return new StopSignal();
    }

    /** Closing is announced before anything is stopped, so that nobody keeps the event processor from stopping. */
    @Bean
    ApplicationListener<ContextClosedEvent> stopsWaiting(StopSignal signal, ApplicationContext context) {
        return event -> {
            if (event.getApplicationContext() == context) {
                signal.stop();
            }
        };
    }

    @Bean
    Sender sender(ConfirmedPublisher publisher, StopSignal signal, MeterRegistry meters) {
        return new Sender(publisher, signal, meters);
    }
}
