package dev.atelier.query.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One build of the read models, as it is read. */
public final class Generation {
    private final ReadStore store;
    private final String name;
    private final ParsedDocuments parsed;

    public Generation(ReadStore store, String name, ParsedDocuments parsed) {
        this.store = store;
        this.name = name;
        this.parsed = parsed;
    }

    public <T> Optional<T> get(Document<T> document, Object id) {
        return all(document, List.of(id)).getFirst();
    }

    /** The documents in the order of the ids, empty where there is none. */
    public <T> List<Optional<T>> all(Document<T> document, List<?> ids) {
        List<String> keys = ids.stream().map(document::key).toList();
        List<Optional<String>> values = store.values(name, keys);
        List<Optional<T>> documents = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            documents.add(values.get(i).map(json -> parsed.read(document, key, json)));
        }
        return documents;
    }

    public List<Entry> newest(String index, long below, int limit) {
        return store.newest(name, index, below, limit);
    }

    public List<Entry> oldest(String index, long above, int limit) {
        return store.oldest(name, index, above, limit);
    }

    public OptionalLong rank(String index, Object member) {
        return store.rank(name, index, member.toString());
    }

    public long size(String index) {
        return store.size(name, index);
    }
}
