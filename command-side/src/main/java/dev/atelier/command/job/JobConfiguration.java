package dev.atelier.command.job;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.preset.PresetCatalogue;
import dev.atelier.command.stream.Roots;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.upload.Uploads;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.ProblemTranslation;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Jobs: from {@code POST /api/jobs} to {@code JobCreated}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
public class JobConfiguration {
    @Bean
    Roots<JobAggregate> jobRoots(Streams streams) {
        return streams.remembered(JobAggregate.class, JobAggregate::new);
    }

    @Bean
    JobAcceptance jobAcceptance(Accounts accounts, Roots<JobAggregate> jobs, JobSettings settings) {
        return new JobAcceptance(accounts, jobs, settings.retries(), settings.inFlightMax());
    }

    @Bean
    JobCommands jobCommands(Roots<JobAggregate> jobs, JobSettings settings) {
        return new JobCommands(jobs, settings.retries());
    }

    @Bean
    JobReader jobReader(LogReader log) {
        return new JobReader(log);
    }

    @Bean
    JobMeters jobMeters(MeterRegistry meters) {
        return new JobMeters(meters);
    }

    @Bean
    JobDesk jobDesk(
            Submission submission,
            JobReader jobs,
            PresetCatalogue presets,
            Uploads uploads,
            Balances balances,
            PersonalTexts texts,
            LogReader log,
            JobSettings settings,
            JobMeters meters,
            Clock clock) {
        JobPlanning planning = new JobPlanning(presets, uploads, texts, settings.outputPixelsMax());
        return new JobDesk(submission, jobs, planning, balances, texts, log, settings, meters, clock);
    }

    @Bean
    JobController jobController(
            JobDesk desk,
            JobReader jobs,
            Balances balances,
            LogReader log,
            JobSettings settings,
            PublicAddress address,
            JsonMapper json) {
        JobEnd end = new JobEnd(jobs, balances, log, settings);
        return new JobController(desk, end, new JobViews(address), balances, json);
    }

    @Bean
    JobChangeController jobChangeController(
            Submission submission,
            JobReader jobs,
            PublicAddress address,
            PersonalTexts texts,
            JobMeters meters,
            Clock clock) {
        return new JobChangeController(submission, jobs, new JobViews(address), texts, meters, clock);
    }

    @Bean
    ProblemTranslation jobProblems() {
        return new JobProblems();
    }
}
