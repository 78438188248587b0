package dev.atelier.command.skip;

import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.eventstore.LogReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Skips of events that cannot be read. */
@Configuration(proxyBeanMethods = false)
public class SkipConfiguration {
    @Bean
    SkipDesk skipDesk(Streams streams) {
        return new SkipDesk(streams.of(SkipAggregate.class, SkipAggregate::new));
    }

    @Bean
    SkipController skipController(Submission submission, LogReader log) {
        return new SkipController(submission, log);
    }
}
