package dev.atelier.query;

import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.LogTail;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.query.live.Tail;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Growth;
import dev.atelier.query.log.PostgresEventLog;
import dev.atelier.query.log.ReadAhead;
import dev.atelier.query.log.Seals;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ProjectionHealth;
import dev.atelier.query.readmodel.ProjectionLoop;
import dev.atelier.query.readmodel.Projector;
import dev.atelier.query.readmodel.Projectors;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
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
    Growth growth(LogTail tail) {
        return tail::awaitBeyond;
    }

    @Bean
    Projectors projectors(EventLog log, Seals seals, ReadStore store, ProjectionSettings settings, Clock clock) {
        return slot -> new Projector(
                slot,
                new ReadAhead(log),
                store,
                Projections.all(log, seals, settings.completedJobTtl()),
                () -> UUID.randomUUID().toString(),
                clock,
                new Projector.Limits(settings.batch(), settings.documentsCached()));
    }

    @Bean
    ProjectionLoop projectionLoop(Projectors projectors, Growth growth, ReadStore store, HeadWatch watch, Tail tail) {
        return new ProjectionLoop(projectors.of(Slot.LIVE), growth, store, watch, List.of(tail));
    }

    /** In the group of readiness as {@code projection}. */
    @Bean
    ProjectionHealth projectionHealthIndicator(ProjectionLoop loop) {
        return new ProjectionHealth(loop);
    }
}
