package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.RunControl;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An order in this adapter's hands, from before the claim to the confirmed report. */
final class LiveRun {
    private static final int NOTHING = -1;

    private final String id;
    private final AtomicInteger unsaidPercent = new AtomicInteger(NOTHING);
    private final RunControl control = new RunControl(unsaidPercent::set);
    private final RunOrder order;
    private volatile boolean claimed;

    /** A new one. */
    LiveRun(RunOrder order) {
        this(UUID.randomUUID().toString(), order);
    }

    /** One that was submitted under this id before. */
    LiveRun(String id, RunOrder order) {
        this.id = id;
        this.order = order;
    }

    /** The id under which it is claimed and submitted; a redelivered order gets another, so only one of them is run. */
    String id() {
        return id;
    }

    RunOrder order() {
        return order;
    }

    RunControl control() {
        return control;
    }

    void markClaimed() {
        claimed = true;
    }

    boolean isClaimed() {
        return claimed;
    }

    /** The newest percents, once. */
    OptionalInt takeProgress() {
        int percent = unsaidPercent.getAndSet(NOTHING);
        return percent == NOTHING ? OptionalInt.empty() : OptionalInt.of(percent);
    }
}
