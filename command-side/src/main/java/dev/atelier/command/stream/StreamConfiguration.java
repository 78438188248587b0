package dev.atelier.command.stream;

import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.problem.ProblemTranslation;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How streams become aggregates, and how this deployable's own routes send commands. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
public class StreamConfiguration {
    @Bean
    Streams streams(EventStore events, StreamSettings settings) {
        return new Streams(events, settings.rememberedMax());
    }

    @Bean
    Submission submission(Commands commands, LogReader log, StreamSettings settings) {
        return new Submission(commands, log, settings.atOnceMax());
    }

    @Bean
    ProblemTranslation logProblems() {
        return new LogProblems();
    }
}
