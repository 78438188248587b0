package dev.atelier.eventstore;

import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;

/** Events of the contracts in streams of their own, for tests that care about the log and not about jobs. */
final class TestEvents {
    private TestEvents() {}

    /** The name of a job's stream that is not there yet. */
    static String newJob() {
        return new JobId(UUID.randomUUID()).toString();
    }

    /** The name of an account's stream that is not there yet. */
    static String newAccount() {
        return new AccountId(UUID.randomUUID()).toString();
    }

    static DomainEventMessage<?> job(String stream, long sequence) {
        JobId id = new JobId(UUID.nameUUIDFromBytes(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return event("job", stream, sequence, new JobQueued(id, (int) sequence + 1));
    }

    /** A job's event that carries some text. */
    static DomainEventMessage<?> job(String stream, long sequence, String text) {
        JobId id = new JobId(UUID.nameUUIDFromBytes(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return event("job", stream, sequence, new JobStarted(id, 1, "worker", text, Instant.EPOCH));
    }

    /** {@code count} events of a job from a sequence number on. */
    static List<DomainEventMessage<?>> jobs(String stream, long from, int count) {
        return IntStream.range(0, count)
                .<DomainEventMessage<?>>mapToObj(i -> job(stream, from + i))
                .toList();
    }

    static DomainEventMessage<?> account(String stream, long sequence) {
        AccountId id = AccountId.parse(stream);
        return event(
                "account",
                stream,
                sequence,
                sequence == 0
                        ? new AccountOpened(id, new UserId(id.value()))
                        : new BalanceCredited(id, Credits.of(sequence), new CreditCause.Welcome()));
    }

    static DomainEventMessage<?> event(String type, String stream, long sequence, Object payload) {
        return new GenericDomainEventMessage<>(type, stream, sequence, payload);
    }

    /** The same event as a writer with another clock makes it. */
    static DomainEventMessage<?> at(Instant timestamp, DomainEventMessage<?> event) {
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getPayload(),
                MetaData.emptyInstance(),
                event.getIdentifier(),
                timestamp);
    }

    /** The same event whose maker spells its id in capitals. */
    static DomainEventMessage<?> inCapitals(DomainEventMessage<?> event) {
        return new GenericDomainEventMessage<>(
                event.getType(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                event.getPayload(),
                MetaData.emptyInstance(),
                event.getIdentifier().toUpperCase(Locale.ROOT),
                event.getTimestamp());
    }

    static List<String> ids(List<? extends EventMessage<?>> events) {
        return events.stream().<String>map(EventMessage::getIdentifier).toList();
    }

    @SafeVarargs
    static List<String> ids(List<? extends EventMessage<?>>... units) {
        return Stream.of(units).flatMap(unit -> ids(unit).stream()).toList();
    }
}
