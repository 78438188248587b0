package dev.atelier.query.meters;

import dev.atelier.query.log.EventLog;
import dev.atelier.query.queue.Queues;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.wire.BrokerSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Our own meters. */
@Configuration(proxyBeanMethods = false)
public class MeterConfiguration {
    @Bean
    QueryMeters queryMeters(
            ReadModels models, HeadWatch watch, EventLog log, Queues queues, BrokerSettings broker, Clock clock) {
        return new QueryMeters(new Figures(models, watch, log, queues, clock), broker.pools());
    }
}
