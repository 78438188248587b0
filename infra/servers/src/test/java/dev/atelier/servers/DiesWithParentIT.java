package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;

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
    void killedJvmLeavesNoProcessBehindAndItsFoldersCanBeUsedAgainAtOnce() {
        assertThat(DiesWithParent.isEnforced()).as("setpriv is installed").isTrue();
        assertThat(children).as("the servers and their workers").hasSizeGreaterThan(SERVERS);
        assertThat(children).allMatch(ProcessHandle::isAlive);

        parent.destroyForcibly();

        try (PostgresServer postgres = PostgresServer.startThrowAway(home.resolve("postgres"));
                RedisServer redis = RedisServer.start(home.resolve("redis"))) {
            assertThat(postgres.createDatabase("kept")).endsWith("/kept");
            assertThat(redis.pid()).isPositive();
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
}
