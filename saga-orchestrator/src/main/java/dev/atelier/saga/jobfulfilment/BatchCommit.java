package dev.atelier.saga.jobfulfilment;

import dev.atelier.saga.line.WaitingLine;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.timers.Alarm;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Ends each batch of events: its messages are published and confirmed, and only then sagas, timers and token are
 * written together. So everything is sent at least once, and what is known of the sagas is what was written.
 */
final class BatchCommit implements MessageHandlerInterceptor<EventMessage<?>> {
    private final Sender sender;
    private final SegmentClaim claim;
    private final SagaCache cache;
    private final WaitingLine line;
    private final Alarm alarm;

    BatchCommit(Sender sender, SegmentClaim claim, SagaCache cache, WaitingLine line, Alarm alarm) {
        this.sender = sender;
        this.claim = claim;
        this.cache = cache;
        this.line = line;
        this.alarm = alarm;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain chain)
            throws Exception {
        if (!BatchInHand.isBegun(unit)) {
            BatchInHand batch = BatchInHand.begin(unit);
            unit.onCommit(u -> commit(batch));
        }
        return chain.proceed();
    }

    private void commit(BatchInHand batch) {
        sender.sendUntilConfirmed(batch.messages(), claim::renew);
        claim.commit(batch.changes(), batch.reached());
        cache.accept(batch);
        batch.states().forEach(line::accept);
        batch.ended().forEach(line::forget);
        batch.changes().timers().earliest().ifPresent(alarm::wakeBy);
    }
}
