package dev.atelier.bench.report;

/**
 * One measured value.
 *
 * @param name words joined by dots, from the part to the detail: {@code append.atelier.32}
 * @param unit what the value counts: {@code /s}, {@code ms}, {@code MB}
 */
public record Figure(String name, double value, String unit) {
    /** The part of the run that measured it. */
    public String part() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
