package dev.atelier.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.jspecify.annotations.Nullable;

/**
 * A durable AMQP 0-9-1 broker inside this JVM: Apache Qpid Broker-J on 127.0.0.1. Persistent messages in durable queues
 * survive a restart and a kill.
 *
 * <p>It is not RabbitMQ.  Queue arguments beginning with {@code x-} have to be
 * translated into Qpid's own ({@code x-dead-letter-exchange} → {@code alternateBinding} and so on); unknown ones are
 * logged and ignored. Exchanges cannot be bound to exchanges, and a rejected message without a dead-letter target is
 * dropped, as on RabbitMQ, because {@code queue.maximumDeliveryAttempts} is 1 here.
 */
public final class EmbeddedBroker implements AmqpBroker {

    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private final ServerFolder folder;
    private final SystemLauncher launcher;
    private final int port;
    private final String password;

    private EmbeddedBroker(ServerFolder folder, SystemLauncher launcher, int port, String password) {
        this.folder = folder;
        this.launcher = launcher;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the broker.
     *
     * @throws ServerFailure when it does not come up
     */
    public static EmbeddedBroker start(Path folder) {
        return ServerFolder.start(folder, EmbeddedBroker::start);
    }

    private static EmbeddedBroker start(ServerFolder folder) throws IOException {
        int port = folder.port("port");
        String password = folder.secret("password");
        // Derby, the store, would begin a derby.log wherever the JVM was started.
        System.getProperties()
                .putIfAbsent("derby.stream.error.file", folder.file("derby.log").toString());
        AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();
        SystemLauncher launcher = new SystemLauncher(new DefaultSystemLauncherListener() {
            @Override
            public void errorOnStartup(RuntimeException e) {
                trouble.set(e);
            }
        });
        try {
            launcher.startup(attributes(folder, port, password));
        } catch (Exception e) {
            trouble.set(e);
        }
        // The launcher returns as if all were well when a part of the broker has failed, so the port is the witness.
        if (trouble.get() != null || !Deadline.in(START_PATIENCE).await(() -> AmqpBroker.answers(port))) {
            launcher.shutdown();
            throw new ServerFailure("The broker in " + folder.path() + " did not start", trouble.get());
        }
        return new EmbeddedBroker(folder, launcher, port, password);
    }

    /** The settings are files, because a "classpath:" URL is not understood in every kind of packaged application. */
    private static Map<String, Object> attributes(ServerFolder folder, int port, String password) throws IOException {
        Path settings = folder.file("broker.json");
        try (InputStream resource = EmbeddedBroker.class.getResourceAsStream("broker.json")) {
            if (resource == null) {
                throw new IOException("broker.json is not on the class path");
            }
            Secrets.write(settings, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        }
        Path properties = folder.file("system.properties");
        Files.writeString(properties, "");
        return Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                settings.toUri().toString(),
                "initialSystemPropertiesLocation",
                properties.toUri().toString(),
                "startupLoggedToSystemOut",
                false,
                "context",
                Map.of(
                        "qpid.work_dir",
                        folder.path().toString(),
                        "atelier.port",
                        Integer.toString(port),
                        "atelier.user",
                        "atelier",
                        "atelier.password",
                        password));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void close() {
        try {
            launcher.shutdown();
        } catch (IllegalStateException | RejectedExecutionException e) {
            // At the end of the JVM the broker's own shutdown hook may be first; the JVM waits for it.
            System.getLogger(EmbeddedBroker.class.getName()).log(System.Logger.Level.DEBUG, "closing already", e);
        } finally {
            folder.close();
        }
    }
}
