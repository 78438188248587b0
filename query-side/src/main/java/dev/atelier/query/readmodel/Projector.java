package dev.atelier.query.readmodel;

import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.log.EventLog;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the log into the read models, batch by batch. Any number of replicas may do so at once: each batch is
 * committed against the head it was folded from, so one of them wins and the others find the work done.
 */
public final class Projector {
    private static final Logger LOG = LoggerFactory.getLogger("[PROJECTION]");

    private final EventLog log;
    private final ReadStore store;
    private final List<Projection> projections;
    private final Supplier<String> generations;
    private final Clock clock;
    private final int batchMax;

    public Projector(
            EventLog log,
            ReadStore store,
            List<Projection> projections,
            Supplier<String> generations,
            Clock clock,
            int batchMax) {
        this.log = log;
        this.store = store;
        this.projections = List.copyOf(projections);
        this.generations = generations;
        this.clock = clock;
        this.batchMax = batchMax;
    }

    /** What came of one step. */
    public enum Step {
        /** Events were folded in; there may be more. */
        MOVED,
        /** There was nothing to do. */
        IDLE,
        /** Another replica was faster. */
        OVERTAKEN
    }

    /** Folds the next batch in. */
    public Step step() {
        Optional<Head> found = store.head();
        if (found.isEmpty()) {
            return begin(found, "there are no read models");
        }
        Head head = found.get();
        List<StoredEvent> events = log.read(head.position(), batchMax);
        if (events.isEmpty() && head.complete()) {
            return Step.IDLE;
        }
        try {
            return commit(head, events);
        } catch (LostDocumentException e) {
            return begin(found, String.valueOf(e.getMessage()));
        }
    }

    private Step commit(Head head, List<StoredEvent> events) {
        WorkingCopy models = new WorkingCopy(store, head.generation());
        for (Projection projection : projections) {
            models.prefetch(events.stream()
                    .flatMap(event -> projection.reads(event).stream())
                    .toList());
        }
        for (StoredEvent event : events) {
            projections.forEach(projection -> projection.apply(event, models));
        }
        boolean caughtUp = events.size() < batchMax;
        if (caughtUp && !head.complete()) {
            LOG.info("the read models have caught up with the log");
        }
        Head next = events.isEmpty()
                ? new Head(head.generation(), head.position(), head.eventId(), true)
                : new Head(
                        head.generation(),
                        events.getLast().position(),
                        events.getLast().eventId(),
                        head.complete() || caughtUp);
        return store.commit(Optional.of(head), next, models.writes(clock.instant())) ? Step.MOVED : Step.OVERTAKEN;
    }

    /**
     * Builds everything again when the event at the head is not the one in the log: the log was restored to an older
     * point. To be asked after each start and after each failure.
     */
    public void verify() {
        Optional<Head> found = store.head();
        if (found.isPresent() && found.get().position() > 0 && !isInLog(found.get())) {
            begin(found, "the log is not the one that the read models tell of");
        }
    }

    private boolean isInLog(Head head) {
        return log.read(head.position() - 1, 1).stream()
                .anyMatch(event ->
                        event.position() == head.position() && event.eventId().equals(head.eventId()));
    }

    private Step begin(Optional<Head> before, String why) {
        LOG.info("building the read models from the log: {}", why);
        return store.commit(before, Head.begin(generations.get()), List.of()) ? Step.MOVED : Step.OVERTAKEN;
    }
}
