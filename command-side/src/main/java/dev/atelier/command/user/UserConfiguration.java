package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.PersonalTexts;
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
    ErasureController erasureController(
            Submission submission,
            Balances balances,
            ObjectStorage storage,
            PersonalTexts texts,
            Identities identities,
            UserSettings settings,
            Clock clock) {
        ErasureDesk desk =
                new ErasureDesk(submission, balances, storage, texts, identities, settings.erasurePatience(), clock);
        return new ErasureController(desk, identities);
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
            UserSettings settings) {
        return new UserController(submission, identities, texts, balances, settings);
    }
}
