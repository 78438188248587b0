package dev.atelier.contracts.money;

/**
 * A whole number of credits, never negative. Arithmetic that would go below zero or overflow throws
 * {@link ArithmeticException}: money never wraps around.
 */
public record Credits(long amount) implements Comparable<Credits> {
    public static final Credits ZERO = new Credits(0);

    public Credits {
        if (amount < 0) {
            throw new ArithmeticException("credits below zero: " + amount);
        }
    }

    public static Credits of(long amount) {
        return new Credits(amount);
    }

    public Credits plus(Credits other) {
        return new Credits(Math.addExact(amount, other.amount));
    }

    public Credits minus(Credits other) {
        return new Credits(Math.subtractExact(amount, other.amount));
    }

    public boolean covers(Credits price) {
        return amount >= price.amount;
    }

    public Credits atMost(Credits limit) {
        return amount <= limit.amount ? this : limit;
    }

    public boolean isZero() {
        return amount == 0;
    }

    @Override
    public int compareTo(Credits other) {
        return Long.compare(amount, other.amount);
    }

    @Override
    public String toString() {
        return Long.toString(amount);
    }
}
