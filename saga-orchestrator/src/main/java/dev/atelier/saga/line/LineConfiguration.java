package dev.atelier.saga.line;

import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.runs.RunOrders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The waiting line. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LineSettings.class)
public class LineConfiguration {
    @Bean
    WaitingLine waitingLine(MeterRegistry meters) {
        WaitingLine line = new WaitingLine();
        Gauge.builder("atelier.line.waiting", line, WaitingLine::size)
                .description("attempts that wait for their turn, in the process that serves the line")
                .register(meters);
        return line;
    }

    @Bean
    LineLoop lineLoop(
            WaitingLine line,
            StoredSagas sagas,
            AmqpAdmin broker,
            RunOrders orders,
            Sender sender,
            Clock clock,
            LineSettings settings) {
        Dispatcher dispatcher = new Dispatcher(
                new Dispatcher.Tools(line, new FreePlaces(broker), sagas, orders, sender),
                clock,
                RandomGenerator.getDefault(),
                settings.handOutPatience());
        return new LineLoop(line, dispatcher, settings.checkInterval());
    }
}
