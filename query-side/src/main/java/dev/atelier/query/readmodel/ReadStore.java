package dev.atelier.query.readmodel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where read models are kept: documents by key and indexes ordered by score, and for each {@link Slot} the
 * {@link Head} that moves with them in one step. Disposable: what is lost is built again from the log.
 */
public interface ReadStore {
    /** Empty when nothing was ever built there, or everything was lost. */
    Optional<Head> head(Slot slot);

    /** The head of what is read. */
    default Optional<Head> head() {
        return head(Slot.LIVE);
    }

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
     * Applies all writes and moves the slot's head, or does neither: when the head is not {@code expected} any more,
     * somebody else has written, and the answer is false.
     */
    boolean commit(Slot slot, Optional<Head> expected, Head next, List<Write> writes);

    /**
     * Lets what was built be read in place of what was read so far, in one step. False, and nothing changed, when
     * {@code built} is not the head any more, or does not tell everything yet that readers have seen.
     */
    boolean promote(Head built);

    /** Gives up what was built so far; false when {@code built} is not the head any more. */
    boolean abandon(Head built);

    /** Removes what belongs to no slot's generation. */
    void sweep();
}
