package dev.atelier.audit.domain;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobEvent.LateResultRecorded;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * What the log says lies in the bucket: 48 to 96 bytes for each object, found by 64 bits of the SHA-256 of its key (an
 * open-addressing table). Two of ten million keys share them with a chance of 3 in a million; then one of them is not
 * looked at, and nothing is taken for an orphan that is none.
 */
public final class NamedObjects {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final long FREE = 0;

    /** An object that an event names. */
    public record Named(String key, long bytes) {}

    private final int max;
    private long[] prints = new long[FIRST_SLOTS];
    private long[] bytes = new long[FIRST_SLOTS];
    private long[] positions = new long[FIRST_SLOTS];
    private final BitSet seen = new BitSet();
    private int size;
    private long turnedAway;

    /** @param max more are counted and not remembered */
    public NamedObjects(int max) {
        this.max = max;
    }

    /** The objects that an event names. */
    public static List<Named> in(Object event) {
        return switch (event) {
            case JobSucceeded e -> named(e.artifacts());
            case LateResultRecorded e -> named(e.artifacts());
            case UploadAccepted e -> named(e.picture());
            default -> List.of();
        };
    }

    private static List<Named> named(List<Artifact> artifacts) {
        List<Named> all = new ArrayList<>(artifacts.size());
        artifacts.forEach(artifact -> all.add(new Named(artifact.key(), artifact.bytes())));
        return all;
    }

    private static List<Named> named(Picture picture) {
        return List.of(new Named(picture.key(), picture.bytes()));
    }

    /** Remembers what an event names; before anything is {@link #see seen}. */
    public void read(long position, Object event) {
        in(event).forEach(named -> add(named, position));
    }

    private void add(Named named, long position) {
        long print = print(named.key());
        int slot = slot(prints, print);
        if (prints[slot] == FREE) {
            if (size == max) {
                turnedAway++;
                return;
            }
            size++;
            if (size > prints.length / 2) {
                grow();
                slot = slot(prints, print);
            }
        }
        prints[slot] = print;
        bytes[slot] = named.bytes();
        positions[slot] = position;
    }

    /** Whether all that the log names is remembered; otherwise nothing can be said of the bucket. */
    public boolean isComplete() {
        return turnedAway == 0;
    }

    /** How many objects the log names. */
    public long size() {
        return size + turnedAway;
    }

    public boolean contains(String key) {
        return prints[slot(prints, print(key))] != FREE;
    }

    /** Notes that the object is there; answers the size that the log names, and nothing when it does not name it. */
    public OptionalLong see(String key) {
        int slot = slot(prints, print(key));
        if (prints[slot] == FREE) {
            return OptionalLong.empty();
        }
        seen.set(slot);
        return OptionalLong.of(bytes[slot]);
    }

    /** Whether a named object was seen. */
    public boolean isSeen(String key) {
        return seen.get(slot(prints, print(key)));
    }

    /** The positions of the events whose objects were not seen; an event with two of them is told twice. */
    public void forEachUnseen(LongConsumer position) {
        for (int slot = 0; slot < prints.length; slot++) {
            if (prints[slot] != FREE && !seen.get(slot)) {
                position.accept(positions[slot]);
            }
        }
    }

    private void grow() {
        long[] oldPrints = prints;
        long[] oldBytes = bytes;
        long[] oldPositions = positions;
        int slots = oldPrints.length * 2;
        prints = new long[slots];
        bytes = new long[slots];
        positions = new long[slots];
        for (int old = 0; old < oldPrints.length; old++) {
            if (oldPrints[old] != FREE) {
                int slot = slot(prints, oldPrints[old]);
                prints[slot] = oldPrints[old];
                bytes[slot] = oldBytes[old];
                positions[slot] = oldPositions[old];
            }
        }
    }

    /** Where the print is, or where it would be put. */
    private static int slot(long[] table, long print) {
        int mask = table.length - 1;
        int slot = (int) print & mask;
        while (table[slot] != FREE && table[slot] != print) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long print(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            long print = ByteBuffer.wrap(hash).getLong();
            return print == FREE ? 1 : print;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
