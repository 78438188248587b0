package dev.atelier.command.account;

import dev.atelier.command.account.domain.AccountRefusal;
import dev.atelier.command.account.domain.AccountRefusal.AccountIsClosed;
import dev.atelier.command.account.domain.AccountRefusal.OutOfCredit;
import dev.atelier.command.account.domain.AccountRefusal.TooManyInFlight;
import dev.atelier.command.account.domain.AccountRefusal.UnknownAccount;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import java.util.Optional;

/** What clients read when an account refuses. */
final class AccountProblems implements ProblemTranslation {
    @Override
    public Optional<ProblemException> translate(Exception exception) {
        return exception instanceof AccountRefusedException refused
                ? Optional.of(problem(refused.refusal()))
                : Optional.empty();
    }

    private static ProblemException problem(AccountRefusal refusal) {
        return switch (refusal) {
            case UnknownAccount _ -> ProblemException.of(ErrorCode.NOT_FOUND);
            case AccountIsClosed _ ->
                ProblemException.of(ErrorCode.WRONG_STATE)
                        .detail(
                                "This account is closed: its owner wanted to be erased.",
                                "Этот счёт закрыт: его владелец попросил удалить свои данные.");
            case OutOfCredit(var balance, var price) ->
                ProblemException.of(ErrorCode.OUT_OF_CREDIT)
                        .with("balance", balance)
                        .with("price", price);
            case TooManyInFlight(int inFlight, int inFlightMax) ->
                ProblemException.of(ErrorCode.TOO_MANY_IN_FLIGHT)
                        .with("inFlight", inFlight)
                        .with("inFlightMax", inFlightMax);
        };
    }
}
