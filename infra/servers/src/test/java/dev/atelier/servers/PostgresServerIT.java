package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.servers.PostgresCluster.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    @TempDir
    Path folder;

    @Test
    void keepsDataPortAndPasswordOverARestart() throws Exception {
        int port;
        String password;
        try (PostgresServer server = PostgresServer.start(folder)) {
            port = server.port();
            password = server.password();
            server.createDatabase("ledger");
            execute(server, "ledger", "create table entry (amount int); insert into entry values (42)");
        }
        try (PostgresServer server = PostgresServer.start(folder)) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.password()).isEqualTo(password);
            assertThat(ask(server, "ledger", "select amount from entry")).isEqualTo("42");
        }
        assertThat(FreePort.isFree(port)).isTrue();
    }

    @Test
    void neverLies() throws Exception {
        try (PostgresServer server = PostgresServer.start(folder)) {
            assertThat(ask(server, "postgres", "show fsync")).isEqualTo("on");
            assertThat(ask(server, "postgres", "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "postgres", "show data_checksums")).isEqualTo("on");
            assertThat(ask(server, "postgres", "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void runsAsNobodyWhereARootMayNotMakeNamespaces() throws Exception {
        assumeTrue(PostgresAccount.choose() != PostgresAccount.SAME, "only root has to become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        for (int times = 0; times < 2; times++) {
            try (PostgresServer server = ServerFolder.start(folder.resolve("server"), this::startAsNobody)) {
                assertThat(ask(server, "postgres", "select 1")).isEqualTo("1");
                assertThat(ProcessHandle.of(server.pid())
                                .flatMap(process -> process.info().user()))
                        .hasValue("nobody");
            }
        }
    }

    private PostgresServer startAsNobody(ServerFolder opened) throws IOException {
        PostgresPrograms programs = BundledPostgres.shared(folder.resolve("programs"));
        return PostgresServer.start(
                opened, new PostgresCluster(opened, programs, PostgresAccount.NOBODY, Durability.KEEP));
    }

    @Test
    void saysWhyNobodyCannotWork() throws Exception {
        assumeTrue(PostgresAccount.choose() != PostgresAccount.SAME, "only root has to become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> ServerFolder.start(folder.resolve("server"), this::startAsNobody))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void refusesAWrongPassword() {
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsThePasswordForTheOwnerOnly() throws Exception {
        try (PostgresServer server = PostgresServer.startThrowAway(folder.resolve("new"))) {
            Path file = folder.resolve("new/password");
            assertThat(Files.readString(file).strip())
                    .isEqualTo(server.password())
                    .hasSize(32);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                    .isEqualTo("rwx------");
            assertThat(folder.resolve("new/initdb.password")).doesNotExist();
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThatThrownBy(() -> PostgresServer.startThrowAway(folder))
                    .isInstanceOf(ServerFailure.class)
                    .hasMessageContaining("in use");
            assertThat(server.createDatabase("still_there")).endsWith("/still_there");
        }
    }

    @Test
    void lowersTheCaseOfEveryAlphabet() throws Exception {
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThat(ask(server, "postgres", "select lower('КНИГА')")).isEqualTo("книга");
        }
    }

    @Test
    void startsAfterItsProcessWasKilled() throws Exception {
        PostgresServer killed = PostgresServer.startThrowAway(folder);
        execute(killed, "postgres", "create table kept (n int); insert into kept values (1)");
        ProcessHandle process = ProcessHandle.of(killed.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        killed.close();
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThat(ask(server, "postgres", "select n from kept")).isEqualTo("1");
        }
    }

    @Test
    void startsBesideAStrangerWithTheOldProcessNumber() throws Exception {
        PostgresServer.startThrowAway(folder).close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThat(ask(server, "postgres", "select 1")).isEqualTo("1");
        }
    }

    @Test
    void makesTheClusterAnewWhenTheFirstStartWasCutShort() throws Exception {
        Files.createDirectories(folder.resolve("data.new/base"));
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThat(ask(server, "postgres", "select 1")).isEqualTo("1");
            assertThat(folder.resolve("data.new")).doesNotExist();
        }
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "9\n");
        assertThatThrownBy(() -> PostgresServer.startThrowAway(folder))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("of PostgreSQL 9");
    }

    @Test
    void runsWithInstalledPrograms() throws Exception {
        var installed = PostgresPrograms.installed(Optional.empty());
        var started = PostgresServer.fromInstalledPrograms(folder);
        assertThat(started.isPresent()).isEqualTo(installed.isPresent());
        if (started.isPresent()) {
            try (PostgresServer server = started.get()) {
                assertThat(ask(server, "postgres", "select lower('КНИГА')")).isEqualTo("книга");
            }
        }
    }

    @Test
    void saysWhatTheServerSaidWhenItDoesNotStart() throws Exception {
        PostgresServer.startThrowAway(folder).close();
        Files.writeString(folder.resolve("data/postgresql.conf"), "no_such_setting = 1\n");
        assertThatThrownBy(() -> PostgresServer.startThrowAway(folder))
                .isInstanceOf(ServerFailure.class)
                .hasMessageContaining("ended by itself")
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void takesOnlyPlainDatabaseNames() {
        try (PostgresServer server = PostgresServer.startThrowAway(folder)) {
            assertThat(List.of(server.createDatabase("twice"), server.createDatabase("twice")))
                    .containsOnly(server.jdbcUrl("twice"));
            assertThatThrownBy(() -> server.createDatabase("x; drop table y"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void execute(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
