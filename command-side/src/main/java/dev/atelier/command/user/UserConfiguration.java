package dev.atelier.command.user;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.stream.Roots;
import dev.atelier.command.stream.Submission;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.access.IdentityLookup;
import org.axonframework.eventsourcing.eventstore.EventStore;
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
    Registrar registrar(EventStore events, Accounts accounts) {
        return new Registrar(
                Roots.of(IdentityAggregate.class, IdentityAggregate::new, events),
                Roots.of(UserAggregate.class, UserAggregate::new, events),
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
