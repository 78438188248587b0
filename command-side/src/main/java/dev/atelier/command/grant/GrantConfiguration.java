package dev.atelier.command.grant;

import dev.atelier.command.account.Accounts;
import dev.atelier.command.account.Balances;
import dev.atelier.command.job.JobReader;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Grants and refunds by administrators. */
@Configuration(proxyBeanMethods = false)
public class GrantConfiguration {
    @Bean
    Treasurer treasurer(Accounts accounts, Balances balances, Streams streams) {
        return new Treasurer(accounts, balances, streams.of(GrantAggregate.class, GrantAggregate::new));
    }

    @Bean
    GrantController grantController(Submission submission, PersonalTexts texts, JobReader jobs, Balances balances) {
        return new GrantController(submission, texts, jobs, balances);
    }

    @Bean
    ProblemTranslation grantProblems() {
        return exception -> exception instanceof GrantRefusedException
                ? Optional.of(ProblemException.of(ErrorCode.WRONG_STATE)
                        .detail("Nothing was captured for this job.", "За эту задачу ничего не списано."))
                : Optional.empty();
    }
}
