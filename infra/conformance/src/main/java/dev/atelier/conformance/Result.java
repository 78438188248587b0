package dev.atelier.conformance;

import java.time.Duration;

/** What came of a check. */
record Result(Check check, Verdict verdict, String note, Duration took) {
    enum Verdict {
        PASSED("passed"),
        FAILED("FAILED"),
        NOT_TRIED("not tried");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
