package dev.atelier.query.readmodel;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The twin of {@link RedisReadStore} in memory. */
public final class InMemoryReadStore implements ReadStore {
    private record Kept(String json, @Nullable Instant until) {}

    private final Clock clock;
    private final Map<String, Kept> documents = new HashMap<>();
    private final Map<String, Map<String, Long>> indexes = new HashMap<>();
    private final Map<Slot, Head> heads = new EnumMap<>(Slot.class);

    public InMemoryReadStore(Clock clock) {
        this.clock = clock;
    }

    /** Forgets everything, as a wiped server does. */
    public synchronized void wipe() {
        documents.clear();
        indexes.clear();
        heads.clear();
    }

    /** Everything there is, for comparison. */
    public synchronized String dump() {
        String generation = head().orElseThrow().generation();
        StringBuilder all = new StringBuilder();
        sweep();
        new TreeMap<>(documents)
                .forEach((key, kept) -> all.append(key.replace(generation, ""))
                        .append(" = ")
                        .append(kept.json())
                        .append('\n'));
        indexes.keySet().stream()
                .sorted()
                .forEach(key -> all.append(key.replace(generation, ""))
                        .append(" : ")
                        .append(sorted(key).toList())
                        .append('\n'));
        return all.toString();
    }

    @Override
    public synchronized Optional<Head> head(Slot slot) {
        return Optional.ofNullable(heads.get(slot));
    }

    @Override
    public synchronized List<Optional<String>> values(String generation, List<String> keys) {
        return keys.stream().map(key -> value(generation + key)).toList();
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(documents.get(key))
                .filter(kept -> kept.until() == null || clock.instant().isBefore(kept.until()))
                .map(Kept::json);
    }

    @Override
    public synchronized List<Entry> newest(String generation, String index, long below, int limit) {
        return sorted(generation + index).toList().reversed().stream()
                .filter(entry -> entry.score() < below)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Entry> oldest(String generation, String index, long above, int limit) {
        return sorted(generation + index)
                .filter(entry -> entry.score() > above)
                .limit(limit)
                .toList();
    }

    private Stream<Entry> sorted(String key) {
        return indexes.getOrDefault(key, Map.of()).entrySet().stream()
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Entry::score).thenComparing(Entry::member));
    }

    @Override
    public synchronized OptionalLong rank(String generation, String index, String member) {
        List<String> members = sorted(generation + index).map(Entry::member).toList();
        return IntStream.range(0, members.size())
                .filter(i -> members.get(i).equals(member))
                .asLongStream()
                .findFirst();
    }

    @Override
    public synchronized long size(String generation, String index) {
        return sorted(generation + index).count();
    }

    @Override
    public synchronized boolean commit(Slot slot, Optional<Head> expected, Head next, List<Write> writes) {
        if (!head(slot).equals(expected)) {
            return false;
        }
        heads.put(slot, next);
        writes.forEach(write -> apply(next.generation(), write));
        return true;
    }

    @Override
    public synchronized boolean promote(Head built) {
        boolean tellsAll =
                head().map(live -> live.position() <= built.position()).orElse(true);
        if (!tellsAll || !abandon(built)) {
            return false;
        }
        heads.put(Slot.LIVE, built.completed());
        return true;
    }

    @Override
    public synchronized boolean abandon(Head built) {
        return heads.remove(Slot.BUILDING, built);
    }

    private void apply(String generation, Write write) {
        switch (write) {
            case Write.Put put ->
                documents.put(
                        generation + put.key(),
                        new Kept(
                                put.json(),
                                put.ttl() == null ? null : clock.instant().plus(put.ttl())));
            case Write.Drop drop -> documents.remove(generation + drop.key());
            case Write.Add add ->
                indexes.computeIfAbsent(generation + add.index(), key -> new HashMap<>())
                        .put(add.member(), add.score());
            case Write.Remove remove ->
                indexes.computeIfAbsent(generation + remove.index(), key -> new HashMap<>())
                        .remove(remove.member());
        }
    }

    @Override
    public synchronized void sweep() {
        documents.keySet().removeIf(this::isOld);
        indexes.keySet().removeIf(this::isOld);
    }

    private boolean isOld(String key) {
        return heads.values().stream().noneMatch(head -> key.startsWith(head.generation()));
    }
}
