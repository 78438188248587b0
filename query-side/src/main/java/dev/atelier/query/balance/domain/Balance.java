package dev.atelier.query.balance.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.money.Posting;
import dev.atelier.contracts.money.Posting.Side;
import dev.atelier.contracts.money.Postings;
import org.jspecify.annotations.Nullable;

/**
 * A person's credits after {@code sequence} events of the account's stream, counted from 1.
 *
 * @param inFlight open reservations: jobs whose price is held
 */
public record Balance(AccountId account, long sequence, Credits available, Credits held, int inFlight) {

    /** The balance after one more event; what is known already changes nothing, and no event may be left out. */
    public static Balance apply(@Nullable Balance before, AccountEvent event, long sequence) {
        Balance known = before == null ? new Balance(event.accountId(), 0, Credits.ZERO, Credits.ZERO, 0) : before;
        if (sequence < known.sequence) {
            return known;
        }
        if (sequence > known.sequence) {
            throw new IllegalStateException(event.accountId() + " misses events before " + sequence);
        }
        return known.next(event);
    }

    /** The balance after an event that nobody can read: it counts in the stream and moves nothing. */
    public static Balance skip(@Nullable Balance before, AccountId account) {
        return before == null
                ? new Balance(account, 1, Credits.ZERO, Credits.ZERO, 0)
                : new Balance(account, before.sequence + 1, before.available, before.held, before.inFlight);
    }

    private Balance next(AccountEvent event) {
        return new Balance(
                account,
                sequence + 1,
                Credits.of(Math.addExact(available.amount(), moved(event, Side.AVAILABLE))),
                Credits.of(Math.addExact(held.amount(), moved(event, Side.HELD))),
                inFlight + opened(event));
    }

    private static int opened(AccountEvent event) {
        return switch (event) {
            case AccountOpened _, AccountClosed _, BalanceCredited _ -> 0;
            case BalanceReserved _ -> 1;
            case BalanceCaptured _ -> -1;
            case BalanceRefunded e ->
                switch (e.from()) {
                    case RESERVED -> -1;
                    case CAPTURED -> 0;
                };
        };
    }

    /** What the event moves on one side of the ledger. */
    public static long moved(AccountEvent event, Side side) {
        return Postings.of(event).stream()
                .filter(posting -> posting.side() == side)
                .mapToLong(Posting::credits)
                .sum();
    }
}
