package dev.atelier.chaos.judge.domain;

import java.util.ArrayList;
import java.util.List;

/** One account as the log tells it, in credits. */
public final class AccountBook {
    private final List<String> lines = new ArrayList<>();
    private long available;
    private long held;

    AccountBook() {}

    void move(long toAvailable, long toHeld) {
        available += toAvailable;
        held += toHeld;
    }

    void note(String what, String jobId, long amount) {
        lines.add(line(jobId, what, amount));
    }

    /** How a movement is written down, so that two books can be compared. */
    public static String line(String jobId, String what, long amount) {
        return jobId + " " + what + " " + amount;
    }

    public long available() {
        return available;
    }

    public long held() {
        return held;
    }

    /** Every movement that a job caused, sorted. */
    public List<String> lines() {
        return lines.stream().sorted().toList();
    }
}
