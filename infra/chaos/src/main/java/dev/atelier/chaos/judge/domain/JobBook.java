package dev.atelier.chaos.judge.domain;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job as the log tells it: its life and its money, in credits. */
public final class JobBook {
    /** How a job ended. */
    public enum End {
        SUCCEEDED,
        FAILED,
        CANCELLED;

        /** As the API says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be wrong with a job. */
    public enum Wrong {
        /** It was promised and is not there, or it gave its result and was never paid. */
        LOST,
        /** Something that may happen once happened twice, or its owner paid more than was due. */
        TWICE,
        /** It has not ended, or its money is still held. */
        STUCK
    }

    private final String id;
    private int created;
    private int ends;
    private int reserves;
    private int captures;
    private int refunds;
    private long price;
    private long charge;
    private long held;
    private long paid;
    private @Nullable End end;

    JobBook(String id) {
        this.id = id;
    }

    void created(long itsPrice) {
        created++;
        price = itsPrice;
    }

    void ended(End how, long itsCharge) {
        ends++;
        end = how;
        charge = itsCharge;
    }

    void reserved(long amount) {
        reserves++;
        held += amount;
    }

    void captured(long amount, long released) {
        captures++;
        held -= amount + released;
        paid += amount;
    }

    void refunded(long amount, boolean wasHeld) {
        refunds++;
        held -= wasHeld ? amount : 0;
        paid -= wasHeld ? 0 : amount;
    }

    public String id() {
        return id;
    }

    public boolean exists() {
        return created > 0;
    }

    /** Empty while it lives. */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    public int refunds() {
        return refunds;
    }

    boolean isUnsettled() {
        return end == null || held != 0;
    }

    private long due() {
        return switch (end) {
            case null -> 0;
            case SUCCEEDED -> price;
            case FAILED -> 0;
            case CANCELLED -> charge;
        };
    }

    /** The gravest of what is wrong with it; empty when all is as it should be. */
    public Optional<Wrong> judge() {
        if (created > 1 || ends > 1 || reserves > 1 || captures > 1 || refunds > 1 || paid > due()) {
            return Optional.of(Wrong.TWICE);
        }
        if (created == 0) {
            return Optional.of(Wrong.LOST);
        }
        if (isUnsettled()) {
            return Optional.of(Wrong.STUCK);
        }
        return paid < due() ? Optional.of(Wrong.LOST) : Optional.empty();
    }

    @Override
    public String toString() {
        return "%s created=%d end=%s ends=%d price=%d reserved=%d captured=%d refunded=%d held=%d paid=%d due=%d"
                .formatted(id, created, end, ends, price, reserves, captures, refunds, held, paid, due());
    }
}
