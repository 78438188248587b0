package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunSignal;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.WireMessages;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Says of every claimed run that it is alive, and how far it is. Sent once and never waited for. */
final class Signals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-signals").daemon().factory());
    private final RabbitTemplate template;
    private final LiveRuns runs;
    private final GpuSettings settings;

    Signals(RabbitTemplate template, LiveRuns runs, GpuSettings settings) {
        this.template = template;
        this.runs = runs;
        this.settings = settings;
    }

    void start() {
        every(settings.heartbeatInterval().toMillis(), () -> runs.forEachClaimed(this::heartbeat));
        every(settings.progressInterval().toMillis(), () -> runs.forEachClaimed(this::progress));
    }

    /** A heartbeat now, whatever the beat. */
    void heartbeatNow(LiveRun run) {
        try {
            timer.execute(() -> heartbeat(run));
        } catch (RejectedExecutionException e) {
            LOG.debug("no heartbeat any more: the adapter stops");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void every(long millis, Runnable action) {
        var _ = timer.scheduleAtFixedRate(action, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void heartbeat(LiveRun run) {
        send(
                Routes.HEARTBEAT_KEY,
                new RunSignal.RunHeartbeat(run.order().jobId(), run.order().attempt(), settings.name()));
    }

    private void progress(LiveRun run) {
        run.takeProgress()
                .ifPresent(percent -> send(
                        Routes.PROGRESS_KEY,
                        new RunSignal.RunProgress(
                                run.order().jobId(), run.order().attempt(), percent)));
    }

    private void send(String key, RunSignal signal) {
        Message message = WireMessages.encode(signal, UUID.randomUUID().toString());
        message.getMessageProperties().setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT);
        try {
            template.send(Routes.SIGNALS, key, message);
        } catch (AmqpException e) {
            LOG.debug("a signal was not sent: {}", e.toString());
        }
    }
}
