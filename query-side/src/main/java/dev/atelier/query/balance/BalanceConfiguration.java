package dev.atelier.query.balance;

import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Balances. */
@Configuration(proxyBeanMethods = false)
public class BalanceConfiguration {
    @Bean
    Balances balances(ReadModels models) {
        return new Balances(models);
    }

    @Bean
    BalanceController balanceController(Balances balances, Positions positions) {
        return new BalanceController(balances, positions);
    }
}
