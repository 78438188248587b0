package dev.atelier.allinone.journeys;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An auditor that knows nothing but the exported log and its description in docs/log-export.md: it shares no code with
 * what it audits.
 */
final class Ledger {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Long> sides = new HashMap<>();
    private final Map<String, Long> open = new HashMap<>();
    private final Map<String, Long> captured = new HashMap<>();
    private final Map<String, String> ends = new HashMap<>();
    private final Set<String> created = new HashSet<>();

    static Ledger audit(String export) {
        Ledger ledger = new Ledger();
        long last = 0;
        for (String line : export.lines().toList()) {
            JsonNode event = JSON.readTree(line);
            long position = event.path("position").asLong();
            check(position > last, "positions grow", line);
            last = position;
            ledger.apply(event.path("type").asString(), event.path("payload"), line);
        }
        return ledger;
    }

    Set<String> createdJobs() {
        return created;
    }

    Set<String> openReservations() {
        return open.keySet();
    }

    Map<String, String> ends() {
        return ends;
    }

    long captured(String jobId) {
        return captured.getOrDefault(jobId, 0L);
    }

    long side(String name) {
        return sides.getOrDefault(name, 0L);
    }

    private void apply(String type, JsonNode payload, String line) {
        String account = payload.path("accountId").asString();
        String job = payload.path("jobId").asString();
        long amount = payload.path("amount").asLong();
        switch (type) {
            case "balance-credited" -> move("treasury", account + "/available", amount, line);
            case "balance-reserved" -> {
                check(open.put(job, amount) == null, "one reservation per job", line);
                move(account + "/available", account + "/held", amount, line);
            }
            case "balance-captured" -> {
                long released = payload.path("released").asLong();
                check(Long.valueOf(amount + released).equals(open.remove(job)), "captures what is held", line);
                check(captured.put(job, amount) == null, "nothing is captured twice", line);
                move(account + "/held", "revenue", amount, line);
                move(account + "/held", account + "/available", released, line);
            }
            case "balance-refunded" -> {
                check(payload.path("from").asString().equals("RESERVED"), "nobody refunded a capture here", line);
                check(Long.valueOf(amount).equals(open.remove(job)), "releases what is held", line);
                move(account + "/held", account + "/available", amount, line);
            }
            case "job-created" -> created.add(job);
            case "job-succeeded", "job-failed", "job-cancelled" ->
                check(ends.put(job, type) == null, "a job ends once", line);
            default -> {}
        }
    }

    private void move(String from, String to, long amount, String line) {
        long left = sides.merge(from, -amount, Math::addExact);
        check(left >= 0 || from.equals("treasury"), "only the treasury goes below zero", line);
        sides.merge(to, amount, Math::addExact);
        check(sides.values().stream().mapToLong(Long::longValue).sum() == 0, "everything adds up to zero", line);
    }

    private static void check(boolean holds, String rule, String line) {
        if (!holds) {
            throw new AssertionError(rule + ", but: " + line);
        }
    }
}
