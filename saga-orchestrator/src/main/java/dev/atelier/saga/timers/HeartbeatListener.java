package dev.atelier.saga.timers;

import dev.atelier.contracts.run.RunSignal.RunHeartbeat;
import dev.atelier.saga.outbound.StopSignal;
import dev.atelier.wire.UnreadableMessageException;
import dev.atelier.wire.WireMessages;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.dao.DataAccessException;

/** Each heartbeat moves its attempt's deadline. While the database is away it waits with the message in hand. */
final class HeartbeatListener implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Timers timers;
    private final Clock clock;
    private final Duration silence;
    private final StopSignal stop;

    HeartbeatListener(Timers timers, Clock clock, Duration silence, StopSignal stop) {
        this.timers = timers;
        this.clock = clock;
        this.silence = silence;
        this.stop = stop;
    }

    @Override
    public void onMessage(Message message) {
        RunHeartbeat heartbeat = read(message);
        while (!isNoted(heartbeat)) {
            stop.pause(PAUSE);
        }
    }

    private static RunHeartbeat read(Message message) {
        try {
            if (WireMessages.decode(message) instanceof RunHeartbeat heartbeat) {
                return heartbeat;
            }
        } catch (UnreadableMessageException e) {
            throw new AmqpRejectAndDontRequeueException("not a heartbeat", e);
        }
        throw new AmqpRejectAndDontRequeueException("not a heartbeat");
    }

    private boolean isNoted(RunHeartbeat heartbeat) {
        try {
            timers.heard(heartbeat.jobId(), heartbeat.attempt(), clock.instant().plus(silence));
            return true;
        } catch (DataAccessException e) {
            LOG.warn("heartbeats wait for the database: {}", e.getMessage());
            return false;
        }
    }
}
