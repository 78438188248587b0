package dev.atelier.saga;

import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.saga.check.CheckConfiguration;
import dev.atelier.saga.jobfulfilment.JobFulfilmentConfiguration;
import dev.atelier.saga.line.LineConfiguration;
import dev.atelier.saga.outbound.OutboundConfiguration;
import dev.atelier.saga.runs.RunsConfiguration;
import dev.atelier.saga.store.SagaStoreConfiguration;
import dev.atelier.saga.timers.TimersConfiguration;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Everything the orchestrator is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    EventStoreConfiguration.class,
    SagaStoreConfiguration.class,
    OutboundConfiguration.class,
    RunsConfiguration.class,
    LineConfiguration.class,
    TimersConfiguration.class,
    JobFulfilmentConfiguration.class,
    CheckConfiguration.class
})
public class SagaOrchestratorConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
