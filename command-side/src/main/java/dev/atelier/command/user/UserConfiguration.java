package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.recurring.RecurringTask;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.user.domain.Departures;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.eventstore.Turn;
import dev.atelier.eventstore.Turns;
import dev.atelier.web.access.IdentityLookup;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** People: who is behind a token, and how somebody becomes known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UserSettings.class)
public class UserConfiguration {
    @Bean
    IdentityLookup identityLookup(Identities identities) {
        return (kind, issuer, subject) -> identities.find(identities.id(kind, issuer, subject));
    }

    @Bean
    Registrar registrar(Streams streams, Accounts accounts) {
        return new Registrar(
                streams.of(IdentityAggregate.class, IdentityAggregate::new),
                streams.of(UserAggregate.class, UserAggregate::new),
                accounts);
    }

    @Bean
    ErasureDesk erasureDesk(
            Submission submission,
            Balances balances,
            ObjectStorage storage,
            PersonalTexts texts,
            Identities identities,
            UserSettings settings,
            Clock clock) {
        return new ErasureDesk(submission, balances, storage, texts, identities, settings.erasurePatience(), clock);
    }

    @Bean
    ErasureController erasureController(ErasureDesk desk, Identities identities) {
        return new ErasureController(desk, identities);
    }

    @Bean
    RecurringTask unfinishedErasures(LogReader log, ErasureDesk desk, Turns turns, UserSettings settings, Clock clock) {
        Departures departures = new Departures(settings.erasureCheck(), settings.lateResults());
        return new RecurringTask(
                new RecurringTask.Schedule("erasures", Turn.ERASURES, settings.erasureCheck()),
                turns,
                new UnfinishedErasures(log.skipping(unreadable -> true), desk, departures, clock));
    }

    @Bean
    ProblemTranslation erasureProblems() {
        return exception -> exception instanceof ErasureRefusedException
                ? Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE))
                : Optional.empty();
    }

    @Bean
    UserController userController(
            Submission submission,
            Identities identities,
            PersonalTexts texts,
            Balances balances,
            UserSettings settings,
            LogReader log) {
        return new UserController(submission, identities, texts, balances, settings, log);
    }
}
