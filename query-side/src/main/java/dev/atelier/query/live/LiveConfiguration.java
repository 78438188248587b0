package dev.atelier.query.live;

import dev.atelier.query.jobview.JobAnswers;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.jobview.Percents;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.web.request.Seats;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** What is told as it happens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveSettings.class)
@Import(ProgressListening.class)
public class LiveConfiguration {
    @Bean
    JobFeed jobFeed() {
        return new JobFeed();
    }

    @Bean
    Audiences audiences(JobViews jobs, ReadModels models) {
        return new Audiences(jobs, models);
    }

    @Bean
    Tail tail(EventLog log, JobHistory history, Audiences audiences, JobFeed feed) {
        return new Tail(log, history, audiences, feed);
    }

    @Bean
    ProgressBoard progressBoard(JobFeed feed, Audiences audiences) {
        return new ProgressBoard(feed, audiences);
    }

    @Bean
    Percents percents(ProgressBoard board) {
        return board::percent;
    }

    @Bean
    FeedJobChanges jobChanges(JobFeed feed, JobViews jobs) {
        return new FeedJobChanges(feed, jobs);
    }

    /** Requests of one person that wait, for a position or in a long poll. */
    @Bean
    Seats waiters(LiveSettings settings) {
        return new Seats(settings.waitersMax());
    }

    @Bean
    Positions positions(HeadWatch watch, Seats waiters) {
        return new Positions(watch, waiters);
    }

    @Bean
    Streams streams(LiveSettings settings, JsonMapper json) {
        return new Streams(new Seats(settings.streamsMax()), json);
    }

    @Bean
    JobEventsController jobEventsController(
            JobFeed feed, JobHistory history, JobAnswers answers, Streams streams, LiveSettings settings, Clock clock) {
        return new JobEventsController(feed, history, answers, streams, settings, clock);
    }

    @Bean
    FeedController feedController(
            JobFeed feed,
            ReadModels models,
            HeadWatch watch,
            JobHistory history,
            JobViews jobs,
            JobAnswers answers,
            Streams streams,
            LiveSettings settings,
            Clock clock) {
        FeedHistory past = new FeedHistory(models, watch, history, jobs);
        return new FeedController(feed, past, answers, watch, streams, settings, clock);
    }
}
