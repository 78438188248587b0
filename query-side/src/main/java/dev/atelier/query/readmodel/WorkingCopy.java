package dev.atelier.query.readmodel;

import dev.atelier.wire.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The read models as projections see and change them while a batch is folded: what they read is fetched once, what
 * they write is kept back until the whole batch is committed.
 */
public final class WorkingCopy {
    private final ReadStore store;
    private final String generation;
    private final Map<String, Optional<String>> fetched = new HashMap<>();
    private final Map<String, Object> present = new HashMap<>();
    private final Map<String, Optional<Instant>> changed = new LinkedHashMap<>();
    private final Map<Write.Remove, Write> moves = new LinkedHashMap<>();

    public WorkingCopy(ReadStore store, String generation) {
        this.store = store;
        this.generation = generation;
    }

    /** Fetches documents in one round trip that will be asked for. */
    public void prefetch(Collection<String> keys) {
        List<String> missing = keys.stream()
                .distinct()
                .filter(key -> !fetched.containsKey(key))
                .toList();
        List<Optional<String>> values = store.values(generation, missing);
        for (int i = 0; i < missing.size(); i++) {
            fetched.put(missing.get(i), values.get(i));
        }
    }

    /** The document as it stands after what was folded so far. */
    public <T> @Nullable T get(Document<T> document, Object id) {
        String key = document.key(id);
        Object value = present.get(key);
        if (value != null) {
            return document.type().cast(value);
        }
        prefetch(List.of(key));
        Optional<String> json = fetched.getOrDefault(key, Optional.empty());
        if (json.isEmpty()) {
            return null;
        }
        T read = document.read(json.get());
        present.put(key, read);
        return read;
    }

    public <T> void put(Document<T> document, Object id, T value) {
        put(document.key(id), value, Optional.empty());
    }

    /** Keeps the document only until the given time. */
    public <T> void putUntil(Document<T> document, Object id, T value, Instant until) {
        put(document.key(id), value, Optional.of(until));
    }

    private void put(String key, Object value, Optional<Instant> until) {
        present.put(key, value);
        changed.put(key, until);
    }

    public void add(String index, Object member, long score) {
        moves.put(new Write.Remove(index, member.toString()), new Write.Add(index, member.toString(), score));
    }

    public void remove(String index, Object member) {
        Write.Remove removal = new Write.Remove(index, member.toString());
        moves.put(removal, removal);
    }

    /** One write for each document and index member that was changed; what has expired by {@code now} is dropped. */
    public List<Write> writes(Instant now) {
        List<Write> writes = new ArrayList<>(moves.values());
        changed.forEach((key, until) -> writes.add(write(key, until, now)));
        return writes;
    }

    private Write write(String key, Optional<Instant> until, Instant now) {
        String json = WireJson.mapper().writeValueAsString(present.get(key));
        if (until.isEmpty()) {
            return new Write.Put(key, json, null);
        }
        Duration left = Duration.between(now, until.get());
        return left.isPositive() ? new Write.Put(key, json, left) : new Write.Drop(key);
    }
}
