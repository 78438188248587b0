package dev.atelier.servers;

import dev.atelier.servers.PostgresCluster.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A private PostgreSQL on 127.0.0.1: scram-sha-256 passwords only, no Unix socket, {@code fsync} and
 * {@code synchronous_commit} on, UTF-8, time zone UTC, at most 200 connections.
 *
 * <p>The user is a superuser; further roles are made by the caller through JDBC. Runs as root, too.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** After a crash the log is replayed first, which may take a while. */
    private static final Duration SURVIVORS_PATIENCE = Duration.ofSeconds(15);

    private static final String SURVIVORS = "shared memory block";
    private static final long LOOK_AGAIN_NANOS = 200_000_000;
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final ServerFolder folder;
    private final ChildProcess process;
    private final int port;
    private final String password;

    private PostgresServer(ServerFolder folder, ChildProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.password = folder.secret("password");
    }

    /**
     * Starts with the programs that come with this library (PostgreSQL 18, Linux on amd64), unpacked into the folder at
     * the first start; on other machines with installed ones.
     *
     * @throws ServerFailure when there are no programs for this machine or the server does not come up
     */
    public static PostgresServer start(Path folder) {
        if (BundledPostgres.runsHere()) {
            return ServerFolder.start(
                    folder,
                    opened -> start(opened, BundledPostgres.unpackedIn(opened.file("programs")), Durability.KEEP));
        }
        return fromInstalledPrograms(folder)
                .orElseThrow(() -> new ServerFailure("PostgreSQL comes along only for Linux on amd64, this is "
                        + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                        + ": install PostgreSQL 16 or newer, or give Atelier the address of one."));
    }

    /** The same with the newest programs of this machine; empty when none are installed. */
    public static Optional<PostgresServer> fromInstalledPrograms(Path folder) {
        return installed(folder).map(programs -> start(folder, programs, Durability.KEEP));
    }

    /** For tests: a crash of the machine may lose commits, and the programs are unpacked once for all runs. */
    public static PostgresServer startThrowAway(Path folder) {
        return ServerFolder.start(folder, opened -> start(opened, testPrograms(opened), Durability.THROW_AWAY));
    }

    private static PostgresPrograms testPrograms(ServerFolder folder) throws IOException {
        if (BundledPostgres.runsHere()) {
            return BundledPostgres.shared(folder.file("programs"));
        }
        return PostgresPrograms.installed(Optional.empty())
                .orElseThrow(() -> new ServerFailure("Tests need PostgreSQL here: install version 16 or newer"));
    }

    private static Optional<PostgresPrograms> installed(Path folder) {
        try {
            return PostgresPrograms.installed(PostgresCluster.majorOf(folder));
        } catch (IOException e) {
            throw new ServerFailure("Cannot read " + folder, e);
        }
    }

    static PostgresServer start(Path folder, PostgresPrograms programs, Durability durability) {
        return ServerFolder.start(folder, opened -> start(opened, programs, durability));
    }

    private static PostgresServer start(ServerFolder folder, PostgresPrograms programs, Durability durability)
            throws IOException {
        return start(folder, new PostgresCluster(folder, programs, PostgresAccount.choose(), durability));
    }

    /**
     * The processes of a server that was killed outlive it by a moment, and PostgreSQL rightly refuses to start beside
     * them: they are given time to end.
     */
    static PostgresServer start(ServerFolder folder, PostgresCluster cluster) throws IOException {
        cluster.create();
        long deadline = System.nanoTime() + SURVIVORS_PATIENCE.toNanos();
        while (true) {
            try {
                return startOnce(folder, cluster);
            } catch (ServerFailure e) {
                if (!String.valueOf(e.getMessage()).contains(SURVIVORS) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    private static PostgresServer startOnce(ServerFolder folder, PostgresCluster cluster) throws IOException {
        int port = folder.port("port");
        ChildProcess process = cluster.startServer(port);
        folder.remember(process.handle());
        PostgresServer server = new PostgresServer(folder, process, port);
        process.awaitAnswer(START_PATIENCE, server::answers);
        return server;
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A connection of the superuser, not pooled. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user(), password);
    }

    /** Makes a database unless it exists, and returns its JDBC URL. Names: {@code [a-z_][a-z0-9_]{0,62}}. */
    public String createDatabase(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (found.next()) {
                    return jdbcUrl(name);
                }
            }
            statement.execute("create database " + name);
            return jdbcUrl(name);
        } catch (SQLException e) {
            throw new ServerFailure("Cannot create the database " + name, e);
        }
    }

    /** {@code jdbc:postgresql://127.0.0.1:<port>/<database>}, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String user() {
        return PostgresCluster.ADMIN;
    }

    public String password() {
        return password;
    }

    /** The process number of the server's main process. */
    public long pid() {
        return process.handle().pid();
    }

    /** Stops within a second or two: open connections are cut off, committed work is kept. */
    @Override
    public void close() {
        process.stop();
        folder.close();
    }
}
