package dev.atelier.command.intake;

import dev.atelier.command.deadletter.DeadLetterQueue;
import dev.atelier.command.job.JobMeters;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.wire.Replies;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumers of the command side's three queues. */
@Configuration(proxyBeanMethods = false)
public class IntakeConfiguration {
    /** So many messages of a queue are handled at once. */
    private static final int PREFETCH = 200;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final int DETAIL_CHARACTERS_MAX = 4_000;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<ConcurrentListener> listeners = new CopyOnWriteArrayList<>();

    @Bean
    RepeatableCommands repeatableCommands(Commands commands, JobMeters meters) {
        return new HandledHere(commands, meters);
    }

    @Bean
    DirectMessageListenerContainer commandsConsumer(
            CachingConnectionFactory broker, DeadLetterQueue dead, RepeatableCommands commands) {
        return consumer(broker, dead, Routes.COMMANDS_QUEUE, new CommandIntake(commands));
    }

    @Bean
    DirectMessageListenerContainer claimsConsumer(
            CachingConnectionFactory broker, DeadLetterQueue dead, RepeatableCommands commands, Clock clock) {
        return consumer(broker, dead, Routes.CLAIMS_QUEUE, new ClaimIntake(commands, new Replies(broker), clock));
    }

    @Bean
    DirectMessageListenerContainer reportsConsumer(
            CachingConnectionFactory broker,
            DeadLetterQueue dead,
            RepeatableCommands commands,
            LogReader log,
            PersonalTexts texts,
            ObjectStorage storage,
            Clock clock) {
        ReportIntake intake = new ReportIntake(
                commands,
                artifact -> storage.bytes(artifact.key()).equals(Optional.of(artifact.bytes())),
                report -> sealedDetail(report, log, texts),
                clock,
                new Random());
        return consumer(broker, dead, Routes.REPORTS_QUEUE, intake);
    }

    /** Stops before the consumers do, so that none of them keeps waiting in place. */
    @Bean
    SmartLifecycle intakeStop() {
        return new StopFirst(stopping, listeners);
    }

    private DirectMessageListenerContainer consumer(
            CachingConnectionFactory broker, DeadLetterQueue dead, String queue, Intake.Handler handler) {
        ConcurrentListener listener = new ConcurrentListener(
                new Intake(handler, (message, reason) -> dead.bury(message, queue, reason), stopping));
        listeners.add(listener);
        DirectMessageListenerContainer container = new DirectMessageListenerContainer(broker);
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setPrefetchCount(PREFETCH);
        container.setMissingQueuesFatal(false);
        container.setShutdownTimeout(2_000);
        container.setBeanName(queue + "-consumer");
        return container;
    }

    private static @Nullable PersonalText sealedDetail(RunFailed report, LogReader log, PersonalTexts texts) {
        String detail = report.detail();
        if (detail == null) {
            return null;
        }
        String bounded = detail.substring(0, Math.min(detail.length(), DETAIL_CHARACTERS_MAX));
        return log.stream(report.jobId().toString(), 0, 1).stream()
                .map(event -> ((JobCreated) event.payload()).owner())
                .map(owner -> texts.seal(owner, bounded))
                .findFirst()
                .orElse(null);
    }

    private static final class StopFirst implements SmartLifecycle {
        private final CountDownLatch stopping;
        private final List<ConcurrentListener> listeners;
        private boolean running;

        StopFirst(CountDownLatch stopping, List<ConcurrentListener> listeners) {
            this.stopping = stopping;
            this.listeners = listeners;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            stopping.countDown();
            listeners.forEach(listener -> listener.stop(STOP_PATIENCE));
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
