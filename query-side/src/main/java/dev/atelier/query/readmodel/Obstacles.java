package dev.atelier.query.readmodel;

import dev.atelier.contracts.log.Processor;
import dev.atelier.eventstore.UnreadableEventException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is in the projection's way; the same thing is told once, until it is over. */
final class Obstacles {
    private static final Logger LOG = LoggerFactory.getLogger("[PROJECTION]");

    private volatile Optional<UnreadableEventException> unreadable = Optional.empty();
    private volatile String told = "";

    Optional<UnreadableEventException> unreadable() {
        return unreadable;
    }

    /** What was in the way last, until it is over. */
    Optional<String> told() {
        return Optional.of(told).filter(reason -> !reason.isEmpty());
    }

    void meet(UnreadableEventException e) {
        unreadable = Optional.of(e);
        if (isNews(e)) {
            LOG.error(
                    "the read models stand still before position {}, and everything after it is missing from them: {}."
                            + " Run a version that reads this event, or let {} go on without it:"
                            + " POST /admin/log/skips with position {} and event id {}",
                    e.position(),
                    e.getMessage(),
                    Processor.READ_MODELS.word(),
                    e.position(),
                    e.eventId(),
                    e);
        }
    }

    void meet(RuntimeException e) {
        if (isNews(e)) {
            LOG.error("the projection waits, because something is in its way", e);
        }
    }

    private boolean isNews(RuntimeException e) {
        boolean news = !e.toString().equals(told);
        told = e.toString();
        return news;
    }

    void clear() {
        if (unreadable.isPresent()) {
            LOG.info("the read models go on");
        }
        unreadable = Optional.empty();
        told = "";
    }
}
