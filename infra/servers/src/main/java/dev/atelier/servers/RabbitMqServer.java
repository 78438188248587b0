package dev.atelier.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A private RabbitMQ node made of the machine's programs: its own data, Erlang cookie and port mapper, all on
 * loopback, beside any other RabbitMQ of the machine and without its settings. Runs as the user of
 * this JVM, root included.
 */
public final class RabbitMqServer implements AmqpBroker {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private final ServerFolder folder;
    private final ChildProcess portMapper;
    private final ChildProcess node;
    private final int port;
    private final String password;

    private RabbitMqServer(ServerFolder folder, ChildProcess portMapper, ChildProcess node, int port, String password) {
        this.folder = folder;
        this.portMapper = portMapper;
        this.node = node;
        this.port = port;
        this.password = password;
    }

    private record Installed(Path server, Path portMapper) {}

    /**
     * Starts a node; empty when {@code rabbitmq-server} and {@code epmd} are not installed (Debian: package
     * rabbitmq-server).
     *
     * @throws ServerFailure when it does not come up
     */
    public static Optional<RabbitMqServer> fromInstalledPrograms(Path folder) {
        return installed().map(programs -> ServerFolder.start(folder, opened -> start(opened, programs)));
    }

    /** The packages' own program changes to the user rabbitmq; the one behind it runs as anybody. */
    private static Optional<Installed> installed() {
        Optional<Path> server = Stream.concat(
                        Stream.of(Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server"))
                                .filter(Files::isExecutable),
                        Programs.find("rabbitmq-server").stream())
                .findFirst();
        return server.flatMap(found -> Programs.find("epmd").map(portMapper -> new Installed(found, portMapper)));
    }

    private static RabbitMqServer start(ServerFolder folder, Installed programs) throws IOException {
        int port = folder.port("port");
        int portMapperPort = folder.port("port-mapper.port");
        int clusterPort = folder.port("cluster.port");
        String password = folder.secret("password");
        // Erlang would make a weaker one by itself; whoever knows it may run programs as us.
        folder.secret(".erlang.cookie");
        Map<String, String> environment = environment(folder, port, password);
        environment.put("ERL_EPMD_PORT", Integer.toString(portMapperPort));
        environment.put("RABBITMQ_DIST_PORT", Integer.toString(clusterPort));
        // In the foreground and ours: the one that Erlang starts by itself would be a daemon that outlives everything.
        ChildProcess portMapper = ChildProcess.start(new ChildProcess.Plan(
                List.of(),
                List.of(programs.portMapper().toString(), "-address", "127.0.0.1"),
                environment,
                folder.file("port-mapper.log"),
                List.of("TERM")));
        try {
            portMapper.awaitAnswer(START_PATIENCE, () -> !FreePort.isFree(portMapperPort));
            ChildProcess node = ChildProcess.start(new ChildProcess.Plan(
                    List.of(),
                    List.of(programs.server().toString()),
                    environment,
                    folder.file("rabbitmq.log"),
                    List.of("TERM")));
            folder.remember(node.handle());
            node.awaitAnswer(START_PATIENCE, () -> AmqpBroker.answers(port));
            return new RabbitMqServer(folder, portMapper, node, port, password);
        } catch (IOException | RuntimeException e) {
            portMapper.stop();
            throw e;
        }
    }

    private static Map<String, String> environment(ServerFolder folder, int port, String password) throws IOException {
        Path settings = folder.file("rabbitmq.conf");
        Secrets.write(settings, """
                listeners.tcp.local = 127.0.0.1:%d
                default_vhost = default
                default_user = atelier
                default_pass = %s
                log.console = true
                log.file = false
                """.formatted(port, password));
        Path plugins = folder.file("enabled_plugins");
        Files.writeString(plugins, "[].\n");
        String home = folder.path().toString();
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home);
        // Makes the program become the Erlang VM instead of starting one as its child, which would outlive it.
        environment.put("RUNNING_UNDER_SYSTEMD", "true");
        environment.put("NOTIFY_SOCKET", "");
        environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
        environment.put("RABBITMQ_NODENAME", "atelier@localhost");
        environment.put("RABBITMQ_BASE", home);
        environment.put("RABBITMQ_MNESIA_BASE", home + "/data");
        environment.put("RABBITMQ_LOG_BASE", home + "/log");
        environment.put("RABBITMQ_CONFIG_FILE", settings.toString());
        environment.put("RABBITMQ_CONFIG_FILES", home + "/conf.d");
        environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", home + "/advanced.config");
        environment.put("RABBITMQ_GENERATED_CONFIG_DIR", home + "/generated");
        environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString());
        environment.put("RABBITMQ_PID_FILE", home + "/node.pid");
        environment.put("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
        return environment;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String password() {
        return password;
    }

    /** The process numbers of the Erlang VM and of its port mapper. */
    public List<Long> pids() {
        return List.of(node.handle().pid(), portMapper.handle().pid());
    }

    @Override
    public void close() {
        node.stop();
        portMapper.stop();
        folder.close();
    }
}
