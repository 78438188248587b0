package dev.atelier.query.readmodel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where read models are kept: documents by key and indexes ordered by score, and the {@link Head} that moves with them
 * in one step. Disposable: what is lost is built again from the log.
 */
public interface ReadStore {
    /** Empty when nothing was ever built, or everything was lost. */
    Optional<Head> head();

    /** The documents in the order of the keys, empty where there is none. */
    List<Optional<String>> values(String generation, List<String> keys);

    /** Members with a score below {@code below}, the highest first. */
    List<Entry> newest(String generation, String index, long below, int limit);

    /** Members with a score above {@code above}, the lowest first. */
    List<Entry> oldest(String generation, String index, long above, int limit);

    /** How many members have a lower score; empty when it is no member. */
    OptionalLong rank(String generation, String index, String member);

    long size(String generation, String index);

    /**
     * Applies all writes and moves the head, or does neither: when the head is not {@code expected} any more, somebody
     * else has written, and the answer is false.
     */
    boolean commit(Optional<Head> expected, Head next, List<Write> writes);

    /** Removes what belongs to other generations. */
    void sweep(String generation);
}
