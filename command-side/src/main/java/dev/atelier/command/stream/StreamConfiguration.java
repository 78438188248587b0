package dev.atelier.command.stream;

import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.LogReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How this deployable's own routes send commands. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
    @Bean
    Submission submission(Commands commands, LogReader log) {
        return new Submission(commands, log);
    }
}
