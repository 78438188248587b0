package dev.atelier.saga.timers;

import com.rabbitmq.client.ShutdownSignalException;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Patience;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.outbound.StopSignal;
import dev.atelier.saga.store.LogAgreement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Timers, their poller, and the heartbeats that move them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimerSettings.class)
public class TimersConfiguration {
    private static final int HEARTBEATS_PREFETCH = 100;

    @Bean
    Timers timers(JdbcClient sagaJdbc) {
        return new Timers(sagaJdbc);
    }

    @Bean
    Alarm alarm(Clock clock) {
        return new Alarm(clock);
    }

    @Bean
    HeartbeatWatch heartbeatWatch(
            Clock clock, Patience patience, TimerSettings settings, CachingConnectionFactory connections) {
        HeartbeatWatch watch = new HeartbeatWatch(
                clock, patience.heartbeats(), settings.checkInterval().multipliedBy(2));
        connections.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection connection) {
                watch.connected();
            }

            @Override
            public void onClose(Connection connection) {
                watch.disconnected();
            }

            @Override
            public void onShutDown(ShutdownSignalException signal) {
                watch.disconnected();
            }
        });
        return watch;
    }

    @Bean
    TimerPoller timerPoller(
            Timers timers, HeartbeatWatch watch, Sender sender, Clock clock, Patience patience, MeterRegistry meters) {
        return new TimerPoller(
                timers, watch, sender::send, clock, RandomGenerator.getDefault(), patience.settlement(), meters);
    }

    @Bean
    TimerLoop timerLoop(TimerPoller poller, Alarm alarm, Clock clock, TimerSettings settings, LogAgreement agreement) {
        return new TimerLoop(poller, alarm, clock, settings.checkInterval(), agreement::isKnown);
    }

    @Bean
    SimpleMessageListenerContainer heartbeats(
            CachingConnectionFactory connections, Timers timers, Clock clock, Patience patience, StopSignal stop) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(Routes.HEARTBEATS_QUEUE);
        container.setMessageListener(new HeartbeatListener(timers, clock, patience.heartbeats(), stop));
        container.setPrefetchCount(HEARTBEATS_PREFETCH);
        container.setRecoveryInterval(1_000);
        container.setMissingQueuesFatal(false);
        container.setDefaultRequeueRejected(true);
        container.setShutdownTimeout(2_000);
        return container;
    }
}
