package dev.atelier.wire;

import com.rabbitmq.client.ShutdownSignalException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/**
 * Whether the broker is there. The log hears once that it is waited for and once that it has come, whoever tries to
 * reach it how often; consumers themselves would tell each try with a stack trace.
 */
public final class BrokerWatch implements ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final String address;
    private boolean waiting;
    private volatile boolean reached;

    BrokerWatch(URI broker) {
        address = broker.getHost() + (broker.getPort() < 0 ? "" : ":" + broker.getPort());
    }

    /** Where the broker is expected, without user and password. */
    public String address() {
        return address;
    }

    /** Whether it has answered at least once since this process started. */
    public boolean hasReached() {
        return reached;
    }

    @Override
    public synchronized void onCreate(@Nullable Connection connection) {
        reached = true;
        if (waiting) {
            LOG.info("the broker at {} answers", address);
        }
        waiting = false;
    }

    @Override
    public synchronized void onFailed(Exception failure) {
        waitFor(failure);
    }

    @Override
    public synchronized void onShutDown(ShutdownSignalException signal) {
        if (!signal.isInitiatedByApplication()) {
            waitFor(signal);
        }
    }

    private void waitFor(Exception reason) {
        if (!waiting) {
            Throwable root = reason;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            LOG.warn("the broker at {} is waited for: {}", address, root.toString());
        }
        waiting = true;
    }
}
