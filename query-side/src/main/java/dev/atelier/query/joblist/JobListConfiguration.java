package dev.atelier.query.joblist;

import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.profile.Profiles;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.web.access.AdminReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lists of jobs. */
@Configuration(proxyBeanMethods = false)
public class JobListConfiguration {
    @Bean
    JobListController jobListController(
            ReadModels models,
            JobViews jobs,
            JobAnswers answers,
            Profiles profiles,
            Positions positions,
            AdminReads audit) {
        return new JobListController(new JobLists(models, jobs), answers, profiles, positions, audit);
    }
}
