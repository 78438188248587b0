package dev.atelier.query.statement;

import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Statements. */
@Configuration(proxyBeanMethods = false)
public class StatementConfiguration {
    @Bean
    StatementController statementController(ReadModels models, Positions positions) {
        return new StatementController(new Statements(models), positions);
    }
}
