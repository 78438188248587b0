package dev.atelier.command.deadletter;

import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import dev.atelier.wire.ConfirmedPublisher;
import dev.atelier.wire.NotConfirmedException;
import dev.atelier.wire.UnroutableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Dead letters. */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {
    @Bean
    DeadLetterQueue deadLetterQueue(
            CachingConnectionFactory broker, ConfirmedPublisher publisher, MeterRegistry meters, Clock clock) {
        DeadLetterQueue queue = new DeadLetterQueue(new RabbitTemplate(broker), publisher, meters, clock);
        Gauge.builder("atelier.dead-letters.waiting", queue, DeadLetterQueue::waiting)
                .description(
                        "dead letters of all processes that nobody has decided about; no number while RabbitMQ is away")
                .register(meters);
        return queue;
    }

    @Bean
    DeadLetterDesk deadLetterDesk(Streams streams) {
        return new DeadLetterDesk(streams.of(DeadLetterAggregate.class, DeadLetterAggregate::new));
    }

    @Bean
    DeadLetterController deadLetterController(DeadLetterQueue queue, Submission submission, Clock clock) {
        return new DeadLetterController(queue, submission, new AdminReads(), clock);
    }

    @Bean
    ProblemTranslation brokerProblems() {
        return exception -> switch (exception) {
            case UnroutableException gone ->
                Optional.of(ProblemException.of(ErrorCode.WRONG_STATE, gone)
                        .detail("There is no such queue any more.", "Такой очереди больше нет."));
            case NotConfirmedException away -> Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE, away));
            case AmqpException away -> Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE, away));
            default -> Optional.empty();
        };
    }
}
