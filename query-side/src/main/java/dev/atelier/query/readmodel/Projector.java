package dev.atelier.query.readmodel;

import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.log.EventLog;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Carries the log into the read models of one slot, batch by batch, in one thread. Any number of replicas may do so at
 * once: each batch is committed against the head it was folded from, so one of them wins and the others find the work
 * done. Who wins knows the head and what it wrote, and asks the store for neither before the next batch.
 */
public final class Projector {
    private static final Logger LOG = LoggerFactory.getLogger("[PROJECTION]");

    private final Slot slot;
    private final EventLog log;
    private final ReadStore store;
    private final List<Projection> projections;
    private final Supplier<String> generations;
    private final Clock clock;
    private final Limits limits;
    private final DocumentCache cache;
    private @Nullable Head known;

    public Projector(
            Slot slot,
            EventLog log,
            ReadStore store,
            List<Projection> projections,
            Supplier<String> generations,
            Clock clock,
            Limits limits) {
        this.slot = slot;
        this.log = log;
        this.store = store;
        this.projections = List.copyOf(projections);
        this.generations = generations;
        this.clock = clock;
        this.limits = limits;
        cache = new DocumentCache(limits.documentsMax());
    }

    /**
     * What is in memory at once.
     *
     * @param batchMax events that are folded at once
     * @param documentsMax documents that are remembered from one batch to the next
     */
    public record Limits(int batchMax, int documentsMax) {}

    /** What came of one step. */
    public enum Step {
        /** Events were folded in; there may be more. */
        MOVED,
        /** There was nothing to do. */
        IDLE,
        /** Another replica was faster. */
        OVERTAKEN
    }

    /** The head as this projector left or found it; empty when it has to look. */
    public Optional<Head> head() {
        return Optional.ofNullable(known);
    }

    /** Forgets what it knows: the next step asks the store. */
    public void forget() {
        known = null;
        cache.clear();
    }

    /**
     * Looks whether the store still has what this projector knows, which it has not when it was wiped or when somebody
     * else wrote; answers the head.
     */
    public Optional<Head> look() {
        Optional<Head> found = store.head(slot);
        if (!found.equals(head())) {
            forget();
            known = found.orElse(null);
        }
        return found;
    }

    /**
     * Folds the next batch in. Throws {@link UnreadableEventException} at an event that cannot be read or folded and
     * was not skipped, when everything before it is committed.
     */
    public Step step() {
        Optional<Head> found = known == null ? look() : head();
        if (found.isEmpty()) {
            return begin(found, "there are no read models");
        }
        Head head = found.get();
        List<StoredEvent> events = log.read(head.position(), limits.batchMax());
        if (events.isEmpty() && head.complete()) {
            return Step.IDLE;
        }
        try {
            return fold(head, events);
        } catch (LostDocumentException e) {
            return begin(found, String.valueOf(e.getMessage()));
        }
    }

    private Step fold(Head head, List<StoredEvent> events) {
        WorkingCopy models = new WorkingCopy(store, head.generation(), cache);
        prefetch(events, models);
        for (int i = 0; i < events.size(); i++) {
            try {
                apply(events.get(i), models);
            } catch (DataAccessException | CompletionException | LostDocumentException e) {
                throw e;
            } catch (RuntimeException e) {
                return i == 0 ? foldBad(head, events.getFirst(), e) : fold(head, events.subList(0, i));
            }
        }
        return commit(head, events, models);
    }

    /** The batch's first event cannot be folded: without leave to skip it, this is the end. */
    private Step foldBad(Head head, StoredEvent event, RuntimeException why) {
        if (event.isSkipped() || !log.isSkipped(event.eventId())) {
            throw why instanceof UnreadableEventException ? why : new UnreadableEventException(event, why);
        }
        return fold(head, List.of(event.skipped()));
    }

    private void prefetch(List<StoredEvent> events, WorkingCopy models) {
        int fetched;
        do {
            Set<String> keys = new LinkedHashSet<>();
            for (StoredEvent event : events) {
                for (Projection projection : projections) {
                    keys.addAll(projection.reads(event, models));
                }
            }
            fetched = models.prefetch(keys);
        } while (fetched > 0);
    }

    private void apply(StoredEvent event, WorkingCopy models) {
        projections.forEach(projection -> projection.apply(event, models));
    }

    private Step commit(Head head, List<StoredEvent> events, WorkingCopy models) {
        Head next = events.isEmpty()
                ? head.completed()
                : head.after(
                        events.size(),
                        events.getLast().position(),
                        events.getLast().eventId());
        if (next.complete() && !head.complete()) {
            LOG.info("the read models have caught up with the log");
        }
        Step step = moveTo(Optional.of(head), next, models.writes(clock.instant()));
        if (step == Step.MOVED) {
            models.committed();
        }
        return step;
    }

    /**
     * Builds everything again when the event at the head is not the one in the log: the log was restored to an older
     * point. To be asked after each start and after each failure.
     */
    public void verify() {
        Optional<Head> found = look();
        if (found.isPresent() && found.get().position() > 0 && !isInLog(found.get())) {
            begin(found, "the log is not the one that the read models tell of");
        }
    }

    private boolean isInLog(Head head) {
        return log.eventIdAt(head.position()).equals(Optional.of(head.eventId()));
    }

    /** Begins another generation from zero. */
    public Step begin(Optional<Head> before, String why) {
        LOG.info("building the read models from the log: {}", why);
        cache.clear();
        return moveTo(before, Head.begin(generations.get()), List.of());
    }

    private Step moveTo(Optional<Head> before, Head next, List<Write> writes) {
        if (store.commit(slot, before, next, writes)) {
            known = next;
            return Step.MOVED;
        }
        forget();
        return Step.OVERTAKEN;
    }
}
