package dev.atelier.command.user;

import dev.atelier.command.recurring.LogReading;
import dev.atelier.command.user.domain.Departures;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes erasures that broke off and that nobody asked for again, and removes what a late worker stored for somebody
 * who was erased meanwhile. It remembers from one time to the next what the log says. For one thread.
 */
final class UnfinishedErasures implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("[ERASURE]");
    /** A person and their identity are stored in one unit of work of a few events. */
    private static final int NEIGHBOURS = 16;

    private final LogReader log;
    private final LogReading reading;
    private final ErasureDesk desk;
    private final Departures departures;
    private final Clock clock;

    /** @param log that goes on without what cannot be read */
    UnfinishedErasures(LogReader log, ErasureDesk desk, Departures departures, Clock clock) {
        this.log = log;
        this.reading = new LogReading(log);
        this.desk = desk;
        this.departures = departures;
        this.clock = clock;
    }

    @Override
    public void run() {
        reading.readOn(departures::forget, this::apply);
        Instant now = clock.instant();
        departures.brokenOff(now).forEach(person -> forEach(person, this::finish));
        departures.quiet(now).forEach(person -> forEach(person, this::clean));
    }

    private void apply(StoredEvent stored) {
        if (stored.payload() instanceof LateResultRecorded late) {
            owner(late.jobId()).ifPresent(owner -> departures.late(owner, stored.recordedAt()));
        } else {
            departures.apply(stored.payload(), stored.recordedAt());
        }
    }

    private Optional<UserId> owner(JobId job) {
        return log.stream(job.toString(), 0, 1).stream()
                .map(StoredEvent::payload)
                .filter(JobCreated.class::isInstance)
                .map(created -> ((JobCreated) created).owner())
                .findFirst();
    }

    /** Trouble with one of them keeps nobody else waiting. */
    private static void forEach(UserId person, Consumer<UserId> step) {
        try {
            step.accept(person);
        } catch (RuntimeException e) {
            LOG.warn("{} is not erased wholly yet: {}", person, e.toString());
        }
    }

    private void finish(UserId person) {
        identity(person)
                .ifPresentOrElse(
                        identity -> desk.erase(person, identity, metadata(person)),
                        () -> LOG.error("{} cannot be erased: no identity names them", person));
    }

    private void clean(UserId person) {
        desk.removeObjects(person);
        departures.settled(person);
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
}
