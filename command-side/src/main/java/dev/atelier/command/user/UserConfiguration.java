package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.access.IdentityLookup;
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
    UserController userController(
            Submission submission,
            Identities identities,
            PersonalTexts texts,
            Balances balances,
            UserSettings settings) {
        return new UserController(submission, identities, texts, balances, settings);
    }
}
