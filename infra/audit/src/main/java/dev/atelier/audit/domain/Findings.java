package dev.atelier.audit.domain;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What does not hold: the first ones in full, all of them counted. */
public final class Findings {
    /** A log that is broken everywhere must not fill the memory. */
    static final int KEPT_MAX = 200;

    private final List<Finding> kept = new ArrayList<>();
    private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);

    /** Nothing yet. */
    public Findings() {}

    private Findings(Findings before) {
        kept.addAll(before.kept);
        counts.putAll(before.counts);
    }

    /** Notes a finding. */
    public void add(Finding finding) {
        counts.merge(finding.rule(), 1L, Long::sum);
        if (kept.size() < KEPT_MAX) {
            kept.add(finding);
        }
    }

    /** Notes all of these too. */
    public void addAll(Findings more) {
        more.kept.stream().limit(KEPT_MAX - kept.size()).forEach(kept::add);
        more.counts.forEach((rule, count) -> counts.merge(rule, count, Long::sum));
    }

    void add(Rule rule, Entry entry, String expected, String found) {
        add(new Finding(rule, entry.stream(), entry.position(), expected, found));
    }

    Findings copy() {
        return new Findings(this);
    }

    /** The first 200. */
    public List<Finding> kept() {
        return List.copyOf(kept);
    }

    /** How many there are of each rule, those that are not kept among them. */
    public Map<Rule, Long> counts() {
        Map<Rule, Long> all = new EnumMap<>(Rule.class);
        all.putAll(counts);
        return all;
    }

    /** How many there are altogether. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
