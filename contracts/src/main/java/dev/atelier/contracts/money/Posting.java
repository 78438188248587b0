package dev.atelier.contracts.money;

/**
 * One leg of a movement of money: so many credits (negative: taken away) on one side of the ledger. The postings of
 * an event add up to zero.
 */
public record Posting(Side side, long credits) {
    /** The person's {@code AVAILABLE} and {@code HELD}, the house's {@code TREASURY} and {@code REVENUE}. Only the treasury may be negative. */
    public enum Side {
        AVAILABLE,
        HELD,
        TREASURY,
        REVENUE
    }
}
