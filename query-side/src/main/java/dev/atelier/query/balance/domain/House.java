package dev.atelier.query.balance.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.money.Posting.Side;

/**
 * All accounts together: every event's postings add up to zero, so these four do as well.
 *
 * @param available credits that people may spend
 * @param held credits that are held for jobs under way
 * @param treasury what was given out, as a negative number
 * @param revenue what was earned
 */
public record House(long available, long held, long treasury, long revenue) {
    public static final House EMPTY = new House(0, 0, 0, 0);

    public House apply(AccountEvent event) {
        return new House(
                Math.addExact(available, Balance.moved(event, Side.AVAILABLE)),
                Math.addExact(held, Balance.moved(event, Side.HELD)),
                Math.addExact(treasury, Balance.moved(event, Side.TREASURY)),
                Math.addExact(revenue, Balance.moved(event, Side.REVENUE)));
    }
}
