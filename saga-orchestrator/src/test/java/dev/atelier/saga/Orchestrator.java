package dev.atelier.saga;

import dev.atelier.servers.AmqpBroker;
import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The orchestrator as it is, on real servers. */
final class Orchestrator implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ConfigurableApplicationContext context;

    private Orchestrator(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Orchestrator start(TheLog log, String... settings) {
        return start(log, TestServers.broker(), settings);
    }

    static Orchestrator start(TheLog log, AmqpBroker broker, String... settings) {
        List<String> arguments = arguments(log, broker);
        arguments.addAll(Arrays.asList(settings));
        return new Orchestrator(SagaOrchestratorApplication.builder().run(arguments.toArray(String[]::new)));
    }

    static List<String> arguments(TheLog log, AmqpBroker broker) {
        List<String> arguments = new ArrayList<>(Arrays.asList(TheLog.settings(log.database())));
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--atelier.broker.uri=" + broker.uri(),
                "--atelier.broker.kind=" + (broker instanceof EmbeddedBroker ? "qpid" : "rabbitmq"),
                "--logging.level.root=WARN"));
        return arguments;
    }

    int port(String name) {
        return context.getEnvironment().getRequiredProperty("local." + name + ".port", Integer.class);
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** What the readiness probe answers. */
    String readiness() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port("management") + "/actuator/health/readiness"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether something was counted with this outcome. */
    boolean meter(String name, String outcome) {
        return context.getBean(MeterRegistry.class).find(name).tag("outcome", outcome).counters().stream()
                .anyMatch(counter -> counter.count() > 0);
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL).until(condition);
    }

    @Override
    public void close() {
        context.close();
    }
}
