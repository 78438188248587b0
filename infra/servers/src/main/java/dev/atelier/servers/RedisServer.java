package dev.atelier.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private Redis on 127.0.0.1 with a password and an append-only file.
 *
 * <p>The program is {@code redis-server} (6.2 or newer) or {@code valkey-server} on the PATH, else the Redis 6.2 that
 * comes along (Linux, needs libssl 3). So callers keep to the commands of 6.2. An older program does not read the files
 * of a newer one and starts empty: nothing here is the only copy of anything.
 */
public final class RedisServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final int ANSWER_MILLIS = 1000;
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");
    private static final Map<String, String> BUNDLED = Map.of(
            "amd64", "/redis-server-6.2.6-v5-linux-amd64",
            "aarch64", "/redis-server-6.2.7-linux-arm64");

    private final ServerFolder folder;
    private final ChildProcess process;
    private final int port;
    private final String password;

    private RedisServer(ServerFolder folder, ChildProcess process, int port, String password) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server.
     *
     * @throws ServerFailure when there is no program for this machine or the server does not come up
     */
    public static RedisServer start(Path folder) {
        return ServerFolder.start(folder, opened -> start(opened, installed()));
    }

    /** The same with the program that comes along, whatever is installed. */
    static RedisServer startBundled(Path folder) {
        return ServerFolder.start(folder, opened -> start(opened, Optional.empty()));
    }

    private static RedisServer start(ServerFolder folder, Optional<Path> installed) throws IOException {
        Path program = installed.isPresent() ? installed.get() : bundled(folder.file("redis-server"));
        int port = folder.port("port");
        String password = folder.secret("password");
        // A file and not the command line, which every user of the machine can read.
        Path settings = folder.file("redis.conf");
        Secrets.write(settings, settings(folder.path(), port, password));
        ChildProcess process = ChildProcess.start(new ChildProcess.Plan(
                List.of(),
                List.of(program.toString(), settings.toString()),
                Map.of(),
                folder.file("redis.log"),
                List.of("TERM")));
        folder.remember(process.handle());
        process.awaitAnswer(START_PATIENCE, () -> answers(port, password));
        return new RedisServer(folder, process, port, password);
    }

    private static String settings(Path folder, int port, String password) {
        String quoted = folder.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return """
                bind 127.0.0.1
                port %d
                dir "%s"
                requirepass %s
                appendonly yes
                save ""
                """.formatted(port, quoted, password);
    }

    private static Optional<Path> installed() {
        return Programs.find("redis-server", "valkey-server").filter(RedisServer::isNewEnough);
    }

    private static boolean isNewEnough(Path program) {
        return Programs.output(List.of(program.toString(), "--version"))
                .map(VERSION::matcher)
                .filter(Matcher::find)
                .filter(version -> Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)) >= 602)
                .isPresent();
    }

    private static Path bundled(Path target) throws IOException {
        String name = System.getProperty("os.name").equals("Linux") ? BUNDLED.get(System.getProperty("os.arch")) : null;
        try (InputStream program = name == null ? null : RedisServer.class.getResourceAsStream(name)) {
            if (program == null) {
                throw new ServerFailure(
                        "Redis comes along only for Linux on amd64 and arm64: install redis-server 6.2 or"
                                + " newer (or valkey-server), or give Atelier the address of one.");
            }
            Files.copy(program, target, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        return target;
    }

    /** Our password is random, so whoever takes it is our server. While it loads its data it answers -LOADING. */
    private static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(StandardCharsets.US_ASCII));
            String expected = "+OK\r\n+PONG\r\n";
            byte[] answer = socket.getInputStream().readNBytes(expected.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(expected);
        } catch (IOException e) {
            return false;
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String password() {
        return password;
    }

    /** {@code redis://:<password>@127.0.0.1:<port>}, as Lettuce and {@code spring.data.redis.url} read it. */
    public String uri() {
        return "redis://:" + password + "@" + HOST + ":" + port;
    }

    /** The process number of the server. */
    public long pid() {
        return process.handle().pid();
    }

    /** Stops within a second or two; what was written is in the append-only file. */
    @Override
    public void close() {
        process.stop();
        folder.close();
    }
}
