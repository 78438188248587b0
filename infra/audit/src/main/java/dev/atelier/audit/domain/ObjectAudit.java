package dev.atelier.audit.domain;

import java.time.Instant;
import java.util.OptionalLong;

/** Compares the bucket with what the log names. Objects are told one by one, in any order. */
public final class ObjectAudit {
    private final NamedObjects named;
    private final Findings findings;
    private final Instant oldBefore;
    private long listed;
    private long bytes;
    private long unnamed;

    /** @param oldBefore what no event names is a finding only when it was stored before; its report may be under way */
    public ObjectAudit(NamedObjects named, Findings findings, Instant oldBefore) {
        this.named = named;
        this.findings = findings;
        this.oldBefore = oldBefore;
    }

    /** One object of the bucket. */
    public void read(StoredObject object) {
        listed++;
        bytes += object.bytes();
        OptionalLong expected = named.see(object.key());
        if (expected.isEmpty()) {
            orphan(object);
        } else if (expected.getAsLong() != object.bytes()) {
            add(Rule.OBJECT_SIZE, object.key(), 0, expected.getAsLong() + " bytes", object.bytes() + " bytes");
        }
    }

    private void orphan(StoredObject object) {
        unnamed++;
        if (object.modifiedAt().isBefore(oldBefore)) {
            add(
                    Rule.OBJECT_NAMED,
                    object.key(),
                    0,
                    "an event that names it, or that it is swept",
                    object.bytes() + " bytes since " + object.modifiedAt());
        }
    }

    /** An event whose objects were not all seen; nothing when they were. */
    public void missing(long position, Object event) {
        for (NamedObjects.Named object : NamedObjects.in(event)) {
            if (!named.isSeen(object.key())) {
                add(Rule.OBJECT_THERE, object.key(), position, object.bytes() + " bytes", "no such object");
            }
        }
    }

    private void add(Rule rule, String key, long position, String expected, String found) {
        findings.add(new Finding(rule, key, position, expected, found));
    }

    /** Objects that were told. */
    public long listed() {
        return listed;
    }

    /** The size of them all. */
    public long bytes() {
        return bytes;
    }

    /** Those that no event names, old or not. */
    public long unnamed() {
        return unnamed;
    }
}
