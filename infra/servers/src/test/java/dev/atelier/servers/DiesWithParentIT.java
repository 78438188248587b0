package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiesWithParentIT {

    private static final int SERVERS = 2;

    @TempDir
    Path home;

    private Process parent;
    private List<ProcessHandle> children;

    @BeforeEach
    void startServersInAnotherJvm() throws Exception {
        parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AbandonedServers.class.getName(),
                        home.toString())
                .redirectError(home.resolve("parent.log").toFile())
                .start();
        BufferedReader said = parent.inputReader();
        assertThat(said.lines().anyMatch(AbandonedServers.READY::equals))
                .as("the other JVM is ready; see parent.log")
                .isTrue();
        children = parent.descendants().toList();
    }

    @AfterEach
    void leaveNothing() {
        parent.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void killedJvmLeavesNoProcessBehindAndItsFoldersCanBeUsedAgainAtOnce() throws Exception {
        assertThat(DiesWithParent.isEnforced()).as("setpriv is installed").isTrue();
        assertThat(children).as("the servers and their workers").hasSizeGreaterThan(SERVERS);
        assertThat(children).allMatch(ProcessHandle::isAlive);

        parent.destroyForcibly();

        try (PostgresServer postgres = PostgresServer.startThrowAway(home.resolve("postgres"));
                RedisServer redis = RedisServer.start(home.resolve("redis"));
                EmbeddedBroker broker = EmbeddedBroker.start(home.resolve("broker"))) {
            assertThat(postgres.createDatabase("kept")).endsWith("/kept");
            assertThat(redis.pid()).isPositive();
            assertThat(take(broker)).as("the confirmed message").containsExactly(42);
        }
        assertThat(Deadline.in(Duration.ofSeconds(15))
                        .await(() -> children.stream().noneMatch(ProcessHandle::isAlive)))
                .as(() -> "still alive: "
                        + children.stream()
                                .filter(ProcessHandle::isAlive)
                                .map(ProcessHandle::info)
                                .toList())
                .isTrue();
    }

    private static byte[] take(EmbeddedBroker broker) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.uri());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return channel.basicGet(AbandonedServers.QUEUE, true).getBody();
        }
    }
}
