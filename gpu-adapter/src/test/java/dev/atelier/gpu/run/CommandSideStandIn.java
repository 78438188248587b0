package dev.atelier.gpu.run;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.contracts.run.RunSignal;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.wire.WireMessages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** Plays whom the adapter talks to over the broker: answers claims, orders runs, hears reports and signals. */
final class CommandSideStandIn implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<RunClaim> claims = new CopyOnWriteArrayList<>();
    final List<RunReport> reports = new CopyOnWriteArrayList<>();
    final List<RunSignal> signals = new CopyOnWriteArrayList<>();
    private final List<SimpleMessageListenerContainer> listeners = new ArrayList<>();
    private final CachingConnectionFactory connections;
    private final RabbitTemplate template;
    private volatile Function<RunClaim, Optional<RunClaim.Answer>> rule = this::acceptOnce;

    CommandSideStandIn(String brokerUri) {
        connections = new CachingConnectionFactory(URI.create(brokerUri));
        template = new RabbitTemplate(connections);
    }

    /** Begins to listen; the topology has to be there. */
    void listen() {
        for (String queue : List.of(Routes.CLAIMS_QUEUE, Routes.REPORTS_QUEUE, Routes.HEARTBEATS_QUEUE)) {
            new RabbitAdmin(connections).purgeQueue(queue);
        }
        listen(Routes.CLAIMS_QUEUE, this::claimed);
        listen(Routes.REPORTS_QUEUE, message -> reports.add((RunReport) WireMessages.decode(message)));
        listen(Routes.HEARTBEATS_QUEUE, message -> signals.add((RunSignal) WireMessages.decode(message)));
        listen(progressQueue(), message -> signals.add((RunSignal) WireMessages.decode(message)));
    }

    /** How claims are answered from now on; nothing means silence. */
    void answer(Function<RunClaim, Optional<RunClaim.Answer>> newRule) {
        rule = newRule;
    }

    /** The first run to ask has the attempt. */
    void answerAsUsual() {
        rule = this::acceptOnce;
    }

    void order(RunOrder order) {
        send(Routes.RUNS, order.pool(), order);
    }

    void cancel(JobId job, String worker) {
        send(Routes.CONTROL, worker, new CancelRun(job, 1));
    }

    void send(String exchange, String key, Object message) {
        template.send(
                exchange, key, WireMessages.encode(message, UUID.randomUUID().toString()));
    }

    void sendRaw(String exchange, String key, Message message) {
        template.send(exchange, key, message);
    }

    Optional<Message> takeDeadLetter() {
        return Optional.ofNullable(template.receive(Routes.DEAD_LETTERS_QUEUE, 5_000));
    }

    int waitingOrders(String pool) {
        return (int) Objects.requireNonNull(new RabbitAdmin(connections).getQueueInfo(Routes.runsQueue(pool)))
                .getMessageCount();
    }

    List<RunReport> reportsOf(JobId job) {
        return reports.stream().filter(report -> report.jobId().equals(job)).toList();
    }

    List<RunClaim> claimsOf(JobId job) {
        return claims.stream().filter(claim -> claim.jobId().equals(job)).toList();
    }

    <S extends RunSignal> List<S> signalsOf(JobId job, Class<S> type) {
        return signals.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(signal -> signal.jobId().equals(job))
                .toList();
    }

    RunReport awaitReport(JobId job) {
        await("a report of " + job, () -> !reportsOf(job).isEmpty());
        return reportsOf(job).getFirst();
    }

    static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        listeners.forEach(SimpleMessageListenerContainer::stop);
        connections.destroy();
    }

    /** As the command side does: the first run to ask has it; asking again gives the same answer. */
    private Optional<RunClaim.Answer> acceptOnce(RunClaim claim) {
        RunClaim first = claimsOf(claim.jobId()).stream()
                .filter(other -> other.attempt() == claim.attempt())
                .findFirst()
                .orElseThrow();
        return Optional.of(
                first.equals(claim) ? new RunClaim.Answer.Accepted() : new RunClaim.Answer.Refused("somebody has it"));
    }

    private void claimed(Message message) {
        RunClaim claim = (RunClaim) WireMessages.decode(message);
        claims.add(claim);
        MessageProperties asked = message.getMessageProperties();
        rule.apply(claim).ifPresent(answer -> {
            Message reply = WireMessages.encode(answer, UUID.randomUUID().toString());
            reply.getMessageProperties().setCorrelationId(asked.getCorrelationId());
            template.send("", asked.getReplyTo(), reply);
        });
    }

    private String progressQueue() {
        RabbitAdmin admin = new RabbitAdmin(connections);
        String queue = Objects.requireNonNull(admin.declareQueue()).getName();
        admin.declareBinding(
                new Binding(queue, Binding.DestinationType.QUEUE, Routes.SIGNALS, Routes.PROGRESS_KEY, null));
        return queue;
    }

    private void listen(String queue, MessageListener listener) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        container.setReceiveTimeout(100);
        container.start();
        listeners.add(container);
    }
}
