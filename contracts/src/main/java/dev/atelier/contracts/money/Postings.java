package dev.atelier.contracts.money;

import static dev.atelier.contracts.money.Posting.Side.AVAILABLE;
import static dev.atelier.contracts.money.Posting.Side.HELD;
import static dev.atelier.contracts.money.Posting.Side.REVENUE;
import static dev.atelier.contracts.money.Posting.Side.TREASURY;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import java.util.List;

/** What each account event moves, for statements and for the auditor: the one place that knows. */
public final class Postings {
    private Postings() {}

    /** The legs of the event; they add up to zero. */
    public static List<Posting> of(AccountEvent event) {
        return switch (event) {
            case AccountOpened _, AccountClosed _ -> List.of();
            case BalanceCredited e -> move(TREASURY, AVAILABLE, e.amount());
            case BalanceReserved e -> move(AVAILABLE, HELD, e.amount());
            case BalanceCaptured e ->
                List.of(
                        new Posting(
                                HELD,
                                Math.negateExact(e.amount().plus(e.released()).amount())),
                        new Posting(REVENUE, e.amount().amount()),
                        new Posting(AVAILABLE, e.released().amount()));
            case BalanceRefunded e ->
                switch (e.from()) {
                    case RESERVED -> move(HELD, AVAILABLE, e.amount());
                    case CAPTURED -> move(REVENUE, AVAILABLE, e.amount());
                };
        };
    }

    private static List<Posting> move(Posting.Side from, Posting.Side to, Credits amount) {
        return List.of(new Posting(from, -amount.amount()), new Posting(to, amount.amount()));
    }
}
