package dev.atelier.contracts.wire;

/** Keys of what every event carries beside its payload: who acted, for whom, and what caused it. */
public final class Metadata {
    /** Who acted: {@code user-…}, {@code service:<name>}, {@code admin:<subject>}, {@code worker:<name>}, {@code system:<name>}. */
    public static final String ACTOR = "actor";
    /** Whose affairs: {@code user-…}. */
    public static final String SUBJECT = "subject";
    /** What caused it: an event's id, or the id of the message or HTTP request that asked for it. */
    public static final String CAUSE = "cause";

    /** Why an administrator did it, sealed under the key of the person whose affairs these are. */
    public static final String REASON = "reason";

    private Metadata() {}
}
