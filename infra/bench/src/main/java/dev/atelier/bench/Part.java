package dev.atelier.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured by itself. The order is the order of a whole run. */
public enum Part {
    APPEND("commands/s through Axon: our log, Axon's JDBC engine, pgbench"),
    ENDTOEND("POST to succeeded with an instant back end, and submit to done at 50 jobs/s"),
    STATUS("reads/s of finished jobs (needs endtoend, which runs first)"),
    ACCEPT("POST /api/jobs accepted/s while nobody works"),
    REPLAY("the whole log read again: bare, as a stream, into Redis"),
    GROWTH("append, status and replay on a small and on a large log"),
    CRASH("the auditor reads the log; PostgreSQL is killed, every acknowledged job is found again");

    private final String what;

    Part(String what) {
        this.what = what;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Part parse(String word) {
        return Arrays.stream(values())
                .filter(part -> part.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part " + word + ", there are "
                        + Arrays.stream(values()).map(Part::word).collect(Collectors.joining(","))));
    }

    static String help() {
        return Arrays.stream(values())
                .map(part -> "  %-10s %s".formatted(part.word(), part.what))
                .collect(Collectors.joining("\n"));
    }
}
