package dev.atelier.web.problem;

import dev.atelier.web.link.PublicAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers to what cannot be done. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {
    @Bean
    Problems problems(PublicAddress address) {
        return new Problems(address);
    }

    @Bean
    ProblemAdvice problemAdvice(Problems problems, ObjectProvider<ProblemTranslation> translations) {
        return new ProblemAdvice(problems, translations.orderedStream().toList());
    }

    @Bean
    ProblemErrorController problemErrorController(Problems problems) {
        return new ProblemErrorController(problems);
    }
}
