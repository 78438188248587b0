package dev.atelier.query.profile;

import dev.atelier.query.balance.Balances;
import dev.atelier.query.reading.Positions;
import dev.atelier.query.readmodel.ReadModels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** People. */
@Configuration(proxyBeanMethods = false)
public class ProfileConfiguration {
    @Bean
    Profiles profiles(ReadModels models) {
        return new Profiles(models);
    }

    @Bean
    ProfileController profileController(Profiles profiles, Balances balances, Positions positions) {
        return new ProfileController(profiles, balances, positions);
    }
}
