package dev.atelier.query.readmodel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Documents that this process has read before. One whose JSON is still the same is not parsed again: people ask for the
 * same job until it is done. The JSON always comes from the store, so nothing old is ever told.
 */
public final class ParsedDocuments {
    /** Of JSON; what it is parsed into takes a few times as much. */
    private static final long CHARACTERS_MAX = 8_000_000;

    private static final Duration UNUSED_MAX = Duration.ofMinutes(15);

    private final Cache<String, Parsed> kept = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS_MAX)
            .weigher((String key, Parsed parsed) -> key.length() + parsed.json().length())
            .expireAfterAccess(UNUSED_MAX)
            .build();

    private record Parsed(String json, Object value) {}

    /** The same instance for as long as the JSON stays the same and there is room. */
    <T> T read(Document<T> document, String key, String json) {
        Parsed known = kept.getIfPresent(key);
        if (known != null && known.json().equals(json)) {
            return document.type().cast(known.value());
        }
        T value = document.read(json);
        kept.put(key, new Parsed(json, value));
        return value;
    }
}
