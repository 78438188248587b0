package dev.atelier.query.jobview;

import dev.atelier.query.links.ArtifactLinks;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Seals;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.request.Seats;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** One job. */
@Configuration(proxyBeanMethods = false)
public class JobViewConfiguration {
    @Bean
    JobHistory jobHistory(EventLog log, Seals seals) {
        return new JobHistory(log, seals);
    }

    @Bean
    JobViews jobViews(ReadModels models, JobHistory history) {
        return new JobViews(models, history);
    }

    @Bean
    JobAnswers jobAnswers(ArtifactLinks links, PublicAddress address, Percents percents, Places places, Clock clock) {
        return new JobAnswers(links, address, percents, places, clock);
    }

    @Bean
    EncodedAnswers encodedAnswers(JobAnswers answers, Clock clock, JsonMapper mapper) {
        return new EncodedAnswers(answers, clock, mapper);
    }

    @Bean
    JobController jobController(
            JobViews jobs,
            EncodedAnswers answers,
            JobChanges changes,
            Positions positions,
            Seats waiters,
            Clock clock) {
        return new JobController(jobs, answers, changes, positions, waiters, clock);
    }
}
