package dev.atelier.command.skip;

import dev.atelier.command.stream.Roots;
import dev.atelier.command.stream.Submission;
import dev.atelier.eventstore.LogReader;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Skips of events that cannot be read. */
@Configuration(proxyBeanMethods = false)
public class SkipConfiguration {
    @Bean
    SkipDesk skipDesk(EventStore events) {
        return new SkipDesk(Roots.of(SkipAggregate.class, SkipAggregate::new, events));
    }

    @Bean
    SkipController skipController(Submission submission, LogReader log) {
        return new SkipController(submission, log);
    }
}
