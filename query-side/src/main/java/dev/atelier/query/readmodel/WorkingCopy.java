package dev.atelier.query.readmodel;

import dev.atelier.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The read models as projections see and change them while a batch is folded: what they read is fetched once, what
 * they write is kept back until the whole batch is committed.
 */
public final class WorkingCopy {
    private final ReadStore store;
    private final String generation;
    private final DocumentCache cache;
    private final Map<String, Optional<String>> fetched = new HashMap<>();
    private final Map<String, Optional<Object>> present = new HashMap<>();
    private final Map<String, Optional<Instant>> changed = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> added = new LinkedHashMap<>();
    private final Map<String, Map<String, Boolean>> removed = new LinkedHashMap<>();

    WorkingCopy(ReadStore store, String generation, DocumentCache cache) {
        this.store = store;
        this.generation = generation;
        this.cache = cache;
    }

    /** Fetches in one round trip those of the documents that are not here yet; answers how many they were. */
    int prefetch(Set<String> keys) {
        List<String> missing = keys.stream().filter(key -> !isHere(key)).toList();
        if (missing.isEmpty()) {
            return 0;
        }
        List<Optional<String>> values = store.values(generation, missing);
        for (int i = 0; i < missing.size(); i++) {
            fetched.put(missing.get(i), values.get(i));
        }
        return missing.size();
    }

    private boolean isHere(String key) {
        return present.containsKey(key) || fetched.containsKey(key) || cache.get(key) != null;
    }

    /** The document as it stands after what was folded so far. */
    public <T> @Nullable T get(Document<T> document, Object id) {
        String key = document.key(id);
        if (!isHere(key)) {
            prefetch(Set.of(key));
        }
        return known(document, key);
    }

    /** The same without fetching anything: null also when it is not here. */
    public <T> @Nullable T known(Document<T> document, Object id) {
        return known(document, document.key(id));
    }

    private <T> @Nullable T known(Document<T> document, String key) {
        Optional<Object> value = present.get(key);
        if (value == null) {
            value = cache.get(key);
        }
        if (value == null) {
            Optional<String> json = fetched.get(key);
            if (json == null) {
                return null;
            }
            value = json.map(document::read);
        }
        present.put(key, value);
        return value.map(document.type()::cast).orElse(null);
    }

    public <T> void put(Document<T> document, Object id, T value) {
        put(document.key(id), value, Optional.empty());
    }

    /** Keeps the document only until the given time. */
    public <T> void putUntil(Document<T> document, Object id, T value, Instant until) {
        put(document.key(id), value, Optional.of(until));
    }

    private void put(String key, Object value, Optional<Instant> until) {
        present.put(key, Optional.of(value));
        changed.put(key, until);
    }

    public void add(String index, Object member, long score) {
        of(removed, index).remove(member.toString());
        of(added, index).put(member.toString(), score);
    }

    public void remove(String index, Object member) {
        of(added, index).remove(member.toString());
        of(removed, index).put(member.toString(), true);
    }

    private static <V> Map<String, V> of(Map<String, Map<String, V>> indexes, String index) {
        return indexes.computeIfAbsent(index, key -> new LinkedHashMap<>());
    }

    /**
     * One write for each document and index member that was changed, those of an index together; what has expired by
     * {@code now} is dropped.
     */
    List<Write> writes(Instant now) {
        List<Write> writes = new ArrayList<>();
        added.forEach((index, members) ->
                members.forEach((member, score) -> writes.add(new Write.Add(index, member, score))));
        removed.forEach(
                (index, members) -> members.forEach((member, gone) -> writes.add(new Write.Remove(index, member))));
        changed.forEach((key, until) -> writes.add(write(key, until, now)));
        return writes;
    }

    /** Remembers for the next batch what this one has read and written. */
    void committed() {
        cache.keep(present);
    }

    private Write write(String key, Optional<Instant> until, Instant now) {
        if (until.isEmpty()) {
            return new Write.Put(key, json(key), null);
        }
        Duration left = Duration.between(now, until.get());
        return left.isPositive() ? new Write.Put(key, json(key), left) : new Write.Drop(key);
    }

    private String json(String key) {
        return WireJson.mapper()
                .writeValueAsString(present.getOrDefault(key, Optional.empty()).orElseThrow());
    }
}
