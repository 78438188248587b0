package dev.atelier.command.user;

import dev.atelier.command.user.domain.Departures;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.web.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes erasures that broke off and that nobody asked for again, and removes what a late worker stored for somebody
 * who was erased meanwhile. It remembers from one time to the next what the log says. For one thread.
 */
final class UnfinishedErasures implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("[ERASURE]");
    private static final int PAGE = 2_000;
    /** A person and their identity are stored in one unit of work of a few events. */
    private static final int NEIGHBOURS = 16;

    private final LogReader log;
    private final ErasureDesk desk;
    private final Departures departures;
    private final Clock clock;
    private long position;

    /** @param log that goes on without what cannot be read */
    UnfinishedErasures(LogReader log, ErasureDesk desk, Departures departures, Clock clock) {
        this.log = log;
        this.desk = desk;
        this.departures = departures;
        this.clock = clock;
    }

    @Override
    public void run() {
        readOn();
        Instant now = clock.instant();
        departures.brokenOff(now).forEach(this::finish);
        departures.quiet(now).forEach(person -> {
            desk.removeObjects(person);
            departures.settled(person);
        });
    }

    private void finish(UserId person) {
        try {
            identity(person)
                    .ifPresentOrElse(
                            identity -> desk.erase(person, identity, metadata(person)),
                            () -> LOG.error("{} cannot be erased: no identity names them", person));
        } catch (ProblemException e) {
            LOG.warn("{} is not erased yet: {}", person, e.getMessage());
        }
    }

    private Optional<IdentityId> identity(UserId person) {
        return log.stream(person.toString(), 0, 1).stream()
                .flatMap(registered -> log.read(registered.position() - NEIGHBOURS, 2 * NEIGHBOURS).stream())
                .map(StoredEvent::payload)
                .filter(event -> event instanceof IdentityClaimed claimed
                        && claimed.userId().equals(person))
                .map(event -> ((IdentityClaimed) event).identityId())
                .findFirst();
    }

    private static Map<String, String> metadata(UserId person) {
        return Map.of(
                Metadata.ACTOR,
                "system:erasure",
                Metadata.SUBJECT,
                person.toString(),
                Metadata.CAUSE,
                "system:erasure");
    }

    private void readOn() {
        List<StoredEvent> page = log.read(position, PAGE);
        while (!page.isEmpty()) {
            page.forEach(event -> departures.apply(event.payload(), event.recordedAt()));
            position = page.getLast().position();
            page = log.read(position, PAGE);
        }
    }
}
