package dev.atelier.command.sweep;

import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.audit.domain.StoredObject;
import dev.atelier.command.recurring.LogReading;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.sweep.domain.Orphans;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the bucket once and removes what no event names. It remembers what the log names from one time to the
 * next. An event that cannot be read may name anything, so then nothing is removed. For one thread.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger("[SWEEP]");
    private static final List<String> PREFIXES = List.of("results/", "inputs/", "staging/");
    /** More are left for the next time. */
    private static final int REMOVED_MAX = 10_000;
    /** Between two looks at what the log names by then. */
    private static final int REMOVED_AT_ONCE = 100;

    private final LogReader log;
    private final ObjectStorage storage;
    private final SweepSettings settings;
    private final Clock clock;
    private final LogReading reading;
    private NamedObjects named;

    Sweep(LogReader log, ObjectStorage storage, SweepSettings settings, Clock clock) {
        this.log = log;
        this.storage = storage;
        this.settings = settings;
        this.clock = clock;
        reading = new LogReading(log);
        named = new NamedObjects(settings.objectsMax());
    }

    /**
     * What one time found.
     *
     * @param listed objects in the bucket
     * @param orphans that no event names, old enough to go
     * @param removed of these; none on a dry run
     */
    record Outcome(long listed, long orphans, long removed) {}

    Outcome once() {
        readOn();
        if (!named.isComplete()) {
            LOG.error("the log names {} objects: raise atelier.sweep.objects-max; nothing is removed", named.size());
            return new Outcome(0, 0, 0);
        }
        Instant oldBefore = clock.instant().minus(settings.orphanAge());
        List<String> found = new ArrayList<>();
        long[] listed = {0};
        PREFIXES.forEach(prefix -> storage.list(prefix, object -> {
            listed[0]++;
            keep(object, oldBefore, found);
        }));
        long orphans = 0;
        for (int from = 0; from < found.size(); from += REMOVED_AT_ONCE) {
            orphans += remove(found.subList(from, Math.min(found.size(), from + REMOVED_AT_ONCE)));
        }
        Outcome outcome = new Outcome(listed[0], orphans, settings.dryRun() ? 0 : orphans);
        LOG.info(
                "of {} objects {} are orphans older than {}; removed {}",
                outcome.listed(),
                outcome.orphans(),
                settings.orphanAge(),
                outcome.removed());
        return outcome;
    }

    /** What was named meanwhile is no orphan; returns how many are. */
    private long remove(List<String> keys) {
        readOn();
        List<String> orphans = keys.stream()
                .filter(key -> !named.contains(key))
                .filter(this::mayGo)
                .toList();
        if (!settings.dryRun()) {
            orphans.forEach(storage::delete);
        }
        return orphans.size();
    }

    private void keep(StoredObject object, Instant oldBefore, List<String> found) {
        if (found.size() < REMOVED_MAX && Orphans.isOrphan(object, named, oldBefore)) {
            found.add(object.key());
        }
    }

    private boolean mayGo(String key) {
        return Orphans.job(key)
                .map(job -> Orphans.mayGo(
                        key,
                        log.stream(job.toString()).stream()
                                .map(StoredEvent::payload)
                                .toList()))
                .orElse(true);
    }

    private void readOn() {
        reading.readOn(
                () -> named = new NamedObjects(settings.objectsMax()),
                event -> named.read(event.position(), event.payload()));
    }
}
