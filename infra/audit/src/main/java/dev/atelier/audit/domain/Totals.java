package dev.atelier.audit.domain;

/**
 * The four sides of the ledger, in credits; they add up to zero.
 *
 * @param available of all people
 * @param held of all people
 * @param treasury the house's; below zero by what was given out
 * @param revenue the house's
 */
public record Totals(long available, long held, long treasury, long revenue) {
    /** Zero, or the ledger is broken. */
    public long sum() {
        return Math.addExact(Math.addExact(available, held), Math.addExact(treasury, revenue));
    }
}
