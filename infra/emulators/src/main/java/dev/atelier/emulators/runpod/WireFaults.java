package dev.atelier.emulators.runpod;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The script of what goes wrong on the wire, by operation and in order; also what was asked so far. */
public final class WireFaults {
    /** A request as it came. @param authorized whether it carried a key, right or wrong */
    public record Seen(Operation operation, String path, boolean authorized) {}

    private final Map<Operation, Deque<WireFault>> script = new EnumMap<>(Operation.class);
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    /** The next request for the operation meets the fault. */
    public void next(Operation operation, WireFault fault) {
        next(operation, 1, fault);
    }

    /** The next requests for the operation meet the fault. */
    public synchronized void next(Operation operation, int times, WireFault fault) {
        for (int i = 0; i < times; i++) {
            script.computeIfAbsent(operation, _ -> new ArrayDeque<>()).add(fault);
        }
    }

    /** What was asked of an operation, in order. */
    public List<Seen> seen(Operation operation) {
        return seen.stream().filter(each -> each.operation() == operation).toList();
    }

    void note(Operation operation, String path, boolean authorized) {
        seen.add(new Seen(operation, path, authorized));
    }

    synchronized Optional<WireFault> take(Operation operation) {
        return Optional.ofNullable(script.get(operation)).map(Deque::poll);
    }
}
