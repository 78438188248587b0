package dev.atelier.command;

import dev.atelier.command.account.AccountConfiguration;
import dev.atelier.command.deadletter.DeadLetterConfiguration;
import dev.atelier.command.grant.GrantConfiguration;
import dev.atelier.command.intake.IntakeConfiguration;
import dev.atelier.command.job.JobConfiguration;
import dev.atelier.command.preset.PresetConfiguration;
import dev.atelier.command.skip.SkipConfiguration;
import dev.atelier.command.storage.StorageConfiguration;
import dev.atelier.command.stream.StreamConfiguration;
import dev.atelier.command.sweep.SweepConfiguration;
import dev.atelier.command.upload.UploadConfiguration;
import dev.atelier.command.user.UserConfiguration;
import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.eventstore.proof.SealConfiguration;
import dev.atelier.web.WebConfiguration;
import dev.atelier.wire.BrokerConfiguration;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** All that the write side consists of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    EventStoreConfiguration.class,
    SealConfiguration.class,
    BrokerConfiguration.class,
    WebConfiguration.class,
    StreamConfiguration.class,
    StorageConfiguration.class,
    AccountConfiguration.class,
    UserConfiguration.class,
    GrantConfiguration.class,
    SkipConfiguration.class,
    PresetConfiguration.class,
    UploadConfiguration.class,
    JobConfiguration.class,
    DeadLetterConfiguration.class,
    IntakeConfiguration.class,
    SweepConfiguration.class
})
public class CommandSideConfiguration {
    /** Microseconds, as exact as the log's own time. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }
}
