package dev.atelier.servers;

import java.nio.file.Path;
import java.util.Optional;

/** A program that starts servers, says so, and never stops them: {@link DiesWithParentIT} kills it. */
public final class AbandonedServers {

    static final String READY = "ready";

    private AbandonedServers() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        // From a thread that ends at once, because the kernel ties a child to the thread that started it.
        Thread starter = Thread.ofPlatform().start(() -> start(home));
        starter.join();
        System.out.println(READY);
        Thread.currentThread().join();
    }

    private static void start(Path home) {
        PostgresServer postgres = PostgresServer.startThrowAway(home.resolve("postgres"));
        postgres.createDatabase("kept");
        RedisServer redis = RedisServer.start(home.resolve("redis"));
        Optional<RabbitMqServer> rabbit = RabbitMqServer.fromInstalledPrograms(home.resolve("rabbit"));
        System.out.println(postgres.pid() + " " + redis.pid() + " "
                + rabbit.map(RabbitMqServer::pids).map(Object::toString).orElse("without RabbitMQ"));
    }
}
