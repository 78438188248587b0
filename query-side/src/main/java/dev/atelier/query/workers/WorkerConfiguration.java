package dev.atelier.query.workers;

import java.time.Duration;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who takes orders. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {
    private static final Duration REFRESH = Duration.ofSeconds(5);

    @Bean
    PoolWorkers poolWorkers(AmqpAdmin broker) {
        return new RabbitPoolWorkers(broker, REFRESH);
    }
}
