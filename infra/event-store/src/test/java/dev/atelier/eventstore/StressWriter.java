package dev.atelier.eventstore;

import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;

/**
 * A process that appends, with several callers at once, until its standard input ends: to streams of its own and to
 * streams that all writers fight for, with pauses, conflicts, rollbacks and repetitions. What it was answered stands in
 * a file of its own.
 */
final class StressWriter {
    private static final int CALLERS = 3;
    private static final int SHARED_STREAMS = 3;
    private static final int PAUSE_NANOS_MAX = 2_000_000;
    private static final int TEXT_MAX = 20_000;

    private final LogProcess log;
    private final StressAnswers answers;
    private final String name;
    private final Random random;
    private long ownSequence;
    private int units;

    private StressWriter(LogProcess log, StressAnswers answers, String name) {
        this.log = log;
        this.answers = answers;
        this.name = name;
        random = new Random(name.hashCode());
    }

    /** Arguments: JDBC URL, user, password, a name that no other life of a writer has, the file of its answers. */
    public static void main(String[] arguments) throws IOException {
        LogSettings settings =
                new LogSettings(arguments[0], arguments[1], arguments[2], false, LogRole.WRITER, CALLERS);
        LogProcess log = LogProcess.start(settings, NoOpEventUpcaster.INSTANCE);
        StressAnswers answers = StressAnswers.writeTo(Path.of(arguments[4]));
        for (int caller = 0; caller < CALLERS; caller++) {
            StressWriter writer = new StressWriter(log, answers, arguments[3] + "-" + caller);
            Thread.ofVirtual().start(writer::writeForEver);
        }
        while (System.in.read() >= 0) {
            continue;
        }
        log.commits().close();
        Runtime.getRuntime().halt(0);
    }

    private void writeForEver() {
        while (true) {
            LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
            switch (random.nextInt(10)) {
                case 0 -> rollBack(unit(sharedStream()));
                case 1 -> append(unitAt("shared-0", 0, 1));
                case 2 -> {
                    List<DomainEventMessage<?>> unit = unit(sharedStream());
                    append(unit);
                    append(unit);
                }
                case 3, 4, 5, 6 -> append(unit(sharedStream()));
                default -> append(unitAt("own-" + name, ownSequence, 1 + random.nextInt(4)));
            }
        }
    }

    private String sharedStream() {
        return "shared-" + random.nextInt(SHARED_STREAMS);
    }

    /** Some events of a stream that others append to, and one of a stream of its own. */
    private List<DomainEventMessage<?>> unit(String shared) {
        long next = log.engine().lastSequenceNumberFor(shared).orElse(-1L) + 1;
        return unitAt(shared, next, 1 + random.nextInt(3));
    }

    private List<DomainEventMessage<?>> unitAt(String stream, long sequence, int count) {
        String unit = name + "-" + units++;
        boolean own = !stream.startsWith("own-") && random.nextBoolean();
        int size = count + (own ? 1 : 0);
        List<DomainEventMessage<?>> events = new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> event(stream, sequence + i, unit, i, size))
                .toList());
        if (own) {
            events.add(random.nextInt(events.size() + 1), event("own-" + name, ownSequence, unit, count, size));
        }
        return events;
    }

    private DomainEventMessage<?> event(String stream, long sequence, String unit, int number, int size) {
        UUID id = UUID.nameUUIDFromBytes((unit + "/" + number).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String text = "x".repeat(random.nextInt(20) == 0 ? TEXT_MAX : random.nextInt(200));
        Object payload = new JobStarted(new JobId(id), size, unit, text, Instant.EPOCH);
        return new GenericDomainEventMessage<>(
                "stress", stream, sequence, payload, MetaData.emptyInstance(), id.toString(), Instant.now());
    }

    private void append(List<DomainEventMessage<?>> unit) {
        String id = ((JobStarted) unit.getFirst().getPayload()).worker();
        try {
            log.engine().appendEvents(unit);
            answers.yes(id);
            unit.stream()
                    .filter(event -> event.getAggregateIdentifier().equals("own-" + name))
                    .forEach(event -> ownSequence = Math.max(ownSequence, event.getSequenceNumber() + 1));
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            answers.no(id);
        }
    }

    private void rollBack(List<DomainEventMessage<?>> unit) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        log.store().publish(unit);
        work.rollback();
        answers.no(((JobStarted) unit.getFirst().getPayload()).worker());
    }
}
