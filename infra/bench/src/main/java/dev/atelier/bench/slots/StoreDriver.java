package dev.atelier.bench.slots;

import dev.atelier.bench.append.Engine;
import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event store of Axon's behind the peers' protocol. The argument is the engine, {@code atelier} or {@code stock}.
 * An event of 300 bytes carries its number as {@code channel}; each append goes to a new stream.
 */
final class StoreDriver {
    private static final int PADDING = 176;
    private static final long SILENCE_MILLIS = 3_000;

    private final String name;
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder written = new LongAdder();
    private @Nullable Engine engine;

    private StoreDriver(String name) {
        this.name = name;
    }

    public static void main(String[] arguments) {
        LineProtocol.serve(new StoreDriver(arguments[0])::answer);
        System.exit(0);
    }

    private Map<String, Object> answer(String op, JsonNode request) {
        return switch (op) {
            case "hello" -> hello();
            case "setup" -> {
                engine = Engine.of(name, SlotServers.database());
                yield Map.of();
            }
            case "append" ->
                append(
                        request.path("concurrency").asInt(),
                        request.path("events").asInt(),
                        request.path("seconds").asDouble(),
                        request.path("max").asLong());
            case "replay" -> replay(request.path("seconds").asDouble());
            default -> throw new IllegalArgumentException("unknown: " + op);
        };
    }

    private Map<String, Object> hello() {
        boolean ours = name.equals("atelier");
        return Map.of(
                "version", ours ? "0.1.0" : "Axon 4.13.0",
                "runtime", "JDK " + Runtime.version(),
                "store", ours ? "the log of Atelier, through Axon's EventStore" : "JdbcEventStorageEngine",
                "settings",
                        ours
                                ? "defaults; group commit, virtual threads"
                                : "Hikari pool of 34, a transaction per append, platform threads, Jackson");
    }

    private Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("setup comes first");
        }
        return engine;
    }

    private Map<String, Object> append(int concurrency, int events, double seconds, long max) {
        LongAdder appends = new LongAdder();
        AtomicLong begun = new AtomicLong();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        List<Thread> writers = IntStream.range(0, concurrency)
                .mapToObj(i -> engine().callers().newThread(() -> {
                    while (System.nanoTime() < end && begun.getAndIncrement() < max) {
                        engine().append(stream(events));
                        appends.increment();
                        written.add(events);
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        double took = (System.nanoTime() - begin) / 1e9;
        return Map.of("appends", appends.sum(), "events", appends.sum() * events, "seconds", took);
    }

    private List<GenericDomainEventMessage<ResultDelivered>> stream(int events) {
        JobId job = new JobId(UUID.randomUUID());
        List<GenericDomainEventMessage<ResultDelivered>> messages = new ArrayList<>();
        for (int sequence = 0; sequence < events; sequence++) {
            ResultDelivered event =
                    new ResultDelivered(job, "v-" + numbers.getAndIncrement(), "x".repeat(PADDING), Instant.now());
            messages.add(new GenericDomainEventMessage<>("job", job.toString(), sequence, event));
        }
        return messages;
    }

    private Map<String, Object> replay(double seconds) {
        Set<String> seen = new HashSet<>();
        long repeated = 0;
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long all = written.sum();
        try (BlockingStream<TrackedEventMessage<?>> events = engine().store().openStream(null)) {
            while (seen.size() < all
                    && System.nanoTime() < end
                    && events.hasNextAvailable((int) SILENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (events.nextAvailable().getPayload() instanceof ResultDelivered event
                        && !seen.add(event.channel())) {
                    repeated++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        return Map.of("events", seen.size(), "repeated", repeated, "seconds", took);
    }
}
