package dev.atelier.command.job;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.util.Optional;

/** What clients read when a job refuses. */
final class JobProblems implements ProblemTranslation {
    @Override
    public Optional<ProblemException> translate(Exception exception) {
        return exception instanceof JobRefusedException refused
                ? Optional.of(ProblemException.of(
                        switch (refused.refusal()) {
                            case UNKNOWN_JOB -> ErrorCode.NOT_FOUND;
                            case KEY_REUSED -> ErrorCode.KEY_REUSED;
                            case ENDED, NOT_ENDED, CANCEL_REQUESTED, OTHER_ATTEMPT, OTHER_WORKER ->
                                ErrorCode.WRONG_STATE;
                        }))
                : Optional.empty();
    }
}
