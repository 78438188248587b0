package dev.atelier.query.queue;

import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.workers.PoolWorkers;
import dev.atelier.wire.BrokerSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines of all pools. */
@Configuration(proxyBeanMethods = false)
public class QueueConfiguration {
    @Bean
    QueuePlaces queuePlaces(ReadModels models) {
        return new QueuePlaces(models);
    }

    @Bean
    Queues queues(ReadModels models, JobViews jobs, BrokerSettings broker, Clock clock) {
        return new Queues(models, jobs, broker.pools(), clock);
    }

    @Bean
    QueueController queueController(Queues queues, PoolWorkers workers) {
        return new QueueController(queues, workers);
    }
}
