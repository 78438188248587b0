package dev.atelier.command.account;

import dev.atelier.command.stream.Roots;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.problem.ProblemTranslation;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Accounts: who may move money, and what clients read when it does not move. */
@Configuration(proxyBeanMethods = false)
public class AccountConfiguration {
    @Bean
    Accounts accounts(EventStore events) {
        return new Accounts(Roots.of(AccountAggregate.class, AccountAggregate::new, events));
    }

    @Bean
    Balances balances(LogReader log) {
        return new Balances(log);
    }

    @Bean
    ProblemTranslation accountProblems() {
        return new AccountProblems();
    }
}
