package dev.atelier.gpu.run;

import dev.atelier.contracts.run.CancelRun;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/** Hears on the worker's own queue which of its runs have to stop. */
final class CancelListener implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final LiveRuns runs;

    CancelListener(LiveRuns runs) {
        this.runs = runs;
    }

    @Override
    public void onMessage(Message message) {
        try {
            if (WireMessages.decode(message) instanceof CancelRun cancel) {
                boolean here = runs.cancel(cancel);
                LOG.info("cancel of {} attempt {}: {}", cancel.jobId(), cancel.attempt(), here ? "told" : "not here");
            }
        } catch (UnreadableMessageException e) {
            LOG.error("a control message was passed over: {}", e.getMessage());
        }
    }
}
