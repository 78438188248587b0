package dev.atelier.command.stream;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.LogUnavailableException;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.util.Optional;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessException;

/** What clients read while the log cannot be read or written: it will pass, and they may come again. */
final class LogProblems implements ProblemTranslation {
    @Override
    public Optional<ProblemException> translate(Exception exception) {
        return switch (exception) {
            case LogUnavailableException _, DataAccessException _, ConcurrencyException _, TooBusyException _ ->
                Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE));
            default -> Optional.empty();
        };
    }
}
