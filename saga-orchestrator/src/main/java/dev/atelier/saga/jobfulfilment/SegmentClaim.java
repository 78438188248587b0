package dev.atelier.saga.jobfulfilment;

import dev.atelier.eventstore.LogRestoredException;
import dev.atelier.eventstore.LogToken;
import dev.atelier.saga.line.WaitingLine;
import dev.atelier.saga.store.Batch;
import dev.atelier.saga.store.LogAgreement;
import dev.atelier.saga.store.SagaTable;
import dev.atelier.saga.store.TokenTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The saga's only segment as this process has it. The token moves with the batch, and only for whoever owns the segment
 * and left the token where it is; what is known of the sagas is worth nothing without that, and is dropped with it.
 */
final class SegmentClaim implements TokenStore {
    private final TokenTable tokens;
    private final SagaTable sagas;
    private final LogAgreement agreement;
    private final SagaCache cache;
    private final WaitingLine line;
    private final Duration timeout;
    private final Counter lost;
    private final String owner = UUID.randomUUID().toString();
    private @Nullable Held held;

    /**
     * @param stored where the token is in the table
     * @param reached how far the log was read; what came in between was nothing to the saga
     */
    private record Held(LogToken stored, LogToken reached, long confirmedNanos) {
        Held(LogToken stored) {
            this(stored, stored, System.nanoTime());
        }
    }

    SegmentClaim(
            TokenTable tokens,
            SagaTable sagas,
            LogAgreement agreement,
            SagaCache cache,
            WaitingLine line,
            Duration timeout,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.sagas = sagas;
        this.agreement = agreement;
        this.cache = cache;
        this.line = line;
        this.timeout = timeout;
        lost = Counter.builder("atelier.saga.segment")
                .tag("outcome", "lost")
                .description("How often another process had taken the segment before a batch was committed")
                .register(meters);
    }

    @Override
    public int[] fetchSegments(String processor) {
        return tokens.exists(processor) ? new int[] {0} : new int[0];
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        tokens.begin(processor);
    }

    /** Claims the segment. The log is asked first, also by a process that will not get it: its timers wait for that. */
    @Override
    public synchronized TrackingToken fetchToken(String processor, int segment) {
        drop();
        LogToken token = tokens.read(processor);
        agree(token);
        LogToken claimed = tokens.claim(processor, owner, timeout).orElseThrow(SegmentClaim::elsewhere);
        if (!claimed.equals(token)) {
            agree(claimed);
        }
        held = new Held(claimed);
        line.begin();
        return claimed;
    }

    /** With a batch the token is written when the batch is; without one it can wait, nothing was done. */
    @Override
    public synchronized void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        if (CurrentUnitOfWork.isStarted()) {
            BatchInHand.current().reached(ours(token));
        } else {
            Held now = held();
            held = new Held(now.stored(), ours(token), now.confirmedNanos());
        }
    }

    @Override
    public void extendClaim(String processor, int segment) {
        renew();
    }

    /** Asks the table only when the claim is no longer young. @throws UnableToClaimTokenException if it was taken over */
    synchronized void renew() {
        if (System.nanoTime() - held().confirmedNanos() > timeout.toNanos() / 4) {
            commit(new Batch(), held().reached());
        }
    }

    /** Writes a batch and the token after it, or nothing. @throws UnableToClaimTokenException if it was taken over */
    synchronized void commit(Batch changes, LogToken reached) {
        if (!sagas.commit(JobFulfilmentSaga.PROCESSOR, owner, held().stored(), reached, changes)) {
            lost.increment();
            drop();
            throw elsewhere();
        }
        held = new Held(reached);
    }

    @Override
    public synchronized void releaseClaim(String processor, int segment) {
        drop();
        tokens.release(processor, owner);
    }

    /** Asked again as often as the segment is; any other exception would shut the processor down for good. */
    private void agree(LogToken token) {
        try {
            agreement.check(token);
        } catch (LogRestoredException e) {
            throw new UnableToClaimTokenException("the log was restored", e);
        }
    }

    private Held held() {
        if (held == null) {
            throw elsewhere();
        }
        return held;
    }

    private void drop() {
        held = null;
        cache.clear();
        line.clear();
    }

    private static LogToken ours(@Nullable TrackingToken token) {
        if (token instanceof LogToken ours) {
            return ours;
        }
        throw new IllegalArgumentException("not a token of this log: " + token);
    }

    private static UnableToClaimTokenException elsewhere() {
        return new UnableToClaimTokenException("another process has the segment");
    }
}
