package dev.atelier.query;

import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.query.live.Tail;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.PostgresEventLog;
import dev.atelier.query.log.Seals;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ProjectionLoop;
import dev.atelier.query.readmodel.Projector;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.readmodel.ReadStore;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From the log to the read models. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
public class ProjectionConfiguration {
    @Bean
    EventLog eventLog(LogReader reader) {
        return new PostgresEventLog(reader);
    }

    @Bean
    Seals seals(PersonalTexts texts) {
        return texts::unseal;
    }

    @Bean
    HeadWatch headWatch() {
        return new HeadWatch();
    }

    @Bean
    ReadModels readModels(ReadStore store, HeadWatch watch) {
        return new ReadModels(store, watch);
    }

    @Bean
    ProjectionLoop projectionLoop(
            EventLog log,
            Seals seals,
            ReadStore store,
            HeadWatch watch,
            Tail tail,
            ProjectionSettings settings,
            Clock clock) {
        Projector projector = new Projector(
                log,
                store,
                Projections.all(log, seals, settings.completedJobTtl()),
                () -> UUID.randomUUID().toString(),
                clock,
                settings.batch());
        return new ProjectionLoop(projector, store, watch, List.of(tail), settings.idlePause());
    }
}
