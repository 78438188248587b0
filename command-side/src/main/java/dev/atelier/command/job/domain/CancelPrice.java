package dev.atelier.command.job.domain;

import dev.atelier.contracts.money.Credits;
import java.math.BigInteger;
import java.time.Duration;

/** What a cancelled run costs: the share of the price that its run time is of the attempt's limit. */
final class CancelPrice {
    private CancelPrice() {}

    /** {@code floor(price × ran ÷ limit)}, never more than the price; nothing where the back end never started. */
    static Credits of(Credits price, Duration ran, Duration attemptLimit) {
        if (!ran.isPositive()) {
            return Credits.ZERO;
        }
        if (ran.compareTo(attemptLimit) >= 0) {
            return price;
        }
        BigInteger share = BigInteger.valueOf(price.amount())
                .multiply(BigInteger.valueOf(ran.toMillis()))
                .divide(BigInteger.valueOf(attemptLimit.toMillis()));
        return Credits.of(share.longValueExact());
    }
}
