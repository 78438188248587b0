package dev.atelier.servers.testing;

import dev.atelier.servers.EmbeddedBroker;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.RabbitMqServer;
import dev.atelier.servers.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One of each server for all tests of a JVM, started when first asked for, with data that goes away when the JVM ends.
 *
 * <p>The servers are shared, so a test class takes what is its own: {@link #freshDatabase()}, a key prefix or a database
 * number in Redis, queue and bucket names of its own. A test must not close a server; one that wants to see a server
 * stop starts its own in a temporary folder.
 */
public final class TestServers {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final List<AutoCloseable> RUNNING = new ArrayList<>();
    private static final Path HOME = makeHome();

    private static final Lazy<PostgresServer> POSTGRES =
            new Lazy<>("postgres", path -> Optional.of(PostgresServer.startThrowAway(path)));
    private static final Lazy<RedisServer> REDIS = new Lazy<>("redis", path -> Optional.of(RedisServer.start(path)));
    private static final Lazy<EmbeddedBroker> BROKER = new Lazy<>("broker", TestServers::startBroker);
    private static final Lazy<RabbitMqServer> RABBIT = new Lazy<>("rabbit", RabbitMqServer::fromInstalledPrograms);
    private static final Lazy<ObjectStore> S3 = new Lazy<>("s3", path -> Optional.of(ObjectStore.start(path)));

    private TestServers() {}

    /** PostgreSQL; the version of the local run where the bundled programs run, else the newest installed one. */
    public static PostgresServer postgres() {
        return POSTGRES.get().orElseThrow();
    }

    /** A new empty database on {@link #postgres()}: its JDBC URL, without user and password. */
    public static String freshDatabase() {
        return postgres().createDatabase("test_" + DATABASES.incrementAndGet());
    }

    /** Redis, or Valkey. */
    public static RedisServer redis() {
        return REDIS.get().orElseThrow();
    }

    /** The AMQP broker of the local run. */
    public static EmbeddedBroker broker() {
        return BROKER.get().orElseThrow();
    }

    /** A real RabbitMQ where {@code rabbitmq-server} is installed; takes some ten seconds to start. */
    public static Optional<RabbitMqServer> rabbit() {
        return RABBIT.get();
    }

    /**
     * The embedded broker and, where it is installed, RabbitMQ: a suite that both must pass takes them as
     * {@code @MethodSource("dev.atelier.servers.testing.TestServers#brokers")}.
     */
    public static Stream<TestBroker> brokers() {
        return rabbit().isPresent() ? Stream.of(TestBroker.values()) : Stream.of(TestBroker.EMBEDDED);
    }

    /** S3; a test makes its own bucket. */
    public static ObjectStore s3() {
        return S3.get().orElseThrow();
    }

    private static final class Lazy<S extends AutoCloseable> {

        private final String name;
        private final Function<Path, Optional<S>> starter;
        private boolean asked;
        private Optional<S> server = Optional.empty();

        Lazy(String name, Function<Path, Optional<S>> starter) {
            this.name = name;
            this.starter = starter;
        }

        synchronized Optional<S> get() {
            if (!asked) {
                server = starter.apply(HOME.resolve(name));
                server.ifPresent(TestServers::remember);
                asked = true;
            }
            return server;
        }
    }

    private static Optional<EmbeddedBroker> startBroker(Path folder) {
        // The store of a broker whose messages nobody wants to keep need not wait for the disk: twice as fast.
        System.setProperty("derby.system.durability", "test");
        return Optional.of(EmbeddedBroker.start(folder));
    }

    private static void remember(AutoCloseable server) {
        synchronized (RUNNING) {
            RUNNING.add(server);
        }
    }

    private static Path makeHome() {
        try {
            Path home = Files.createTempDirectory("atelier-test-");
            // Others may pass but not look: PostgreSQL may have to run as another user.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            Runtime.getRuntime().addShutdownHook(new Thread(TestServers::cleanUp, "stop-test-servers"));
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cleanUp() {
        List<AutoCloseable> running;
        synchronized (RUNNING) {
            running = List.copyOf(RUNNING);
        }
        // All at once: the JVM that runs the tests does not wait for ever.
        running.parallelStream().forEach(TestServers::close);
        deleteHome();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("A test server did not stop: " + e);
        }
    }

    private static void deleteHome() {
        try (Stream<Path> paths = Files.walk(HOME)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Left behind: " + HOME + " (" + e + ")");
        }
    }
}
