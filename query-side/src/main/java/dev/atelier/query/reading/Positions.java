package dev.atelier.query.reading;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.web.LogPosition;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets people read their own write: a request that names a position waits until the read models have reached it. */
public final class Positions {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HeadWatch watch;
    private final Seats seats;

    /** @param seats how many requests of one person may wait at once */
    public Positions(HeadWatch watch, Seats seats) {
        this.watch = watch;
        this.seats = seats;
    }

    /** Waits at most a second, then {@code PROJECTION_BEHIND}; a person with too many waiting is told so at once. */
    public void await(@Nullable String position, String person) {
        if (position == null) {
            return;
        }
        long wanted = LogPosition.parse(position);
        if (watch.head().map(Head::position).orElse(-1L) >= wanted) {
            return;
        }
        try (Seats.Seat _ = seats.take(person).orElseThrow(Positions::behind)) {
            ConcurrencyLimit.waits();
            if (!watch.await(wanted, PATIENCE)) {
                throw behind();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ErrorCode.UNAVAILABLE, e);
        }
    }

    /** The same for what can be answered from the log itself while the read models are being built. */
    public void awaitIfComplete(@Nullable String position, String person) {
        if (watch.head().map(Head::complete).orElse(false)) {
            await(position, person);
        }
    }

    private static ProblemException behind() {
        return ProblemException.of(ErrorCode.PROJECTION_BEHIND);
    }
}
