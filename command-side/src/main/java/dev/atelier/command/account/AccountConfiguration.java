package dev.atelier.command.account;

import dev.atelier.command.stream.Streams;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.problem.ProblemTranslation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Accounts: who may move money, and what clients read when it does not move. */
@Configuration(proxyBeanMethods = false)
public class AccountConfiguration {
    @Bean
    Accounts accounts(Streams streams) {
        return new Accounts(streams.remembered(AccountAggregate.class, AccountAggregate::new));
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
