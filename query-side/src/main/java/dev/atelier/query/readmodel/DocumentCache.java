package dev.atelier.query.readmodel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Documents as one projector has read or written them last, the least used forgotten first. True only for as long as
 * nobody else writes the generation, which each commit proves.
 */
final class DocumentCache {
    private final Map<String, Optional<Object>> documents;

    DocumentCache(int documentsMax) {
        documents = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<Object>> eldest) {
                return size() > documentsMax;
            }
        };
    }

    /** Null when it is not known; an empty value when there is known to be none. */
    @org.jspecify.annotations.Nullable
    Optional<Object> get(String key) {
        return documents.get(key);
    }

    void keep(Map<String, Optional<Object>> newest) {
        documents.putAll(newest);
    }

    void clear() {
        documents.clear();
    }
}
