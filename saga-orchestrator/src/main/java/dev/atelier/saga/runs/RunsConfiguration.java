package dev.atelier.saga.runs;

import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Run orders from the log. */
@Configuration(proxyBeanMethods = false)
public class RunsConfiguration {
    @Bean
    RunOrders runOrders(LogReader log, PersonalTexts texts) {
        return new RunOrders(new PresetDefinitions(log)::at, texts::unseal);
    }
}
