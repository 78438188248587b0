package dev.atelier.allinone;

import dev.atelier.allinone.issuer.LocalTokens;
import dev.atelier.eventstore.proof.HeadFile;
import dev.atelier.eventstore.proof.SigningKeyFile;
import dev.atelier.servers.FreePort;
import dev.atelier.servers.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder that holds all data of a local run: it survives restarts, and only its owner can look into it. */
public record LocalFolder(Path root) {
    private static final int PREFERRED_PORT = 8080;
    /** The kernel's clock of process starts is read by each JVM anew and may differ by a second. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private static final JsonMapper JSON = new JsonMapper();

    /** Which process runs on this folder and where; {@code management} has each part's health address. */
    public record Running(long pid, String address, Map<String, String> management, long startedAt) {}

    public static LocalFolder open(Path root) {
        try {
            if (Files.notExists(root)) {
                Files.createDirectories(root);
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            }
            return new LocalFolder(root.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + root + " as the data folder", e);
        }
    }

    public Path of(String name) {
        return root.resolve(name);
    }

    /** A random secret, made when first asked for and readable by the owner only. */
    public String secret(String name) {
        try {
            Files.createDirectories(of("secrets"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Secrets.keptIn(of("secrets").resolve(name));
    }

    /** The file with the key pair that signs the log's heads; made when first asked for. */
    public Path signingKey() {
        Path file = of("secrets").resolve("log-signing-key.pem");
        try {
            Files.createDirectories(of("secrets"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SigningKeyFile.createUnlessThere(file);
        return file;
    }

    /** The newest head of the sealed log. */
    public HeadFile head() {
        return new HeadFile(of("log-head.json"));
    }

    /** The port of the one address: chosen once, 8080 if it is free, and kept with the data. */
    public int port() {
        Path file = of("port");
        try {
            if (Files.exists(file)) {
                return Integer.parseInt(Files.readString(file).strip());
            }
            int port = FreePort.isFree(PREFERRED_PORT) ? PREFERRED_PORT : FreePort.any();
            Files.writeString(file, port + "\n");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one address, as clients on this machine know it. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** What stands in every token; it stays the same over restarts because the port does. */
    public URI issuer() {
        return URI.create(address() + "/issuer");
    }

    /** Signs tokens for whoever can read this folder. */
    public LocalTokens tokens() {
        return new LocalTokens(of("issuer"), issuer().toString());
    }

    /** Makes sure that one process at a time runs on this folder; the lock goes with the process. */
    public Optional<FileLock> lock() {
        try {
            FileChannel channel = FileChannel.open(of("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Optional.ofNullable(channel.tryLock());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void announce(Running running) {
        try {
            Path draft = of("running.json.new");
            Files.write(draft, JSON.writeValueAsBytes(running));
            Files.move(draft, of("running.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void withdraw() {
        try {
            Files.deleteIfExists(of("running.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that has announced itself and is still alive. */
    public Optional<Running> running() {
        Path file = of("running.json");
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            Running running = JSON.readValue(Files.readAllBytes(file), Running.class);
            return ProcessHandle.of(running.pid())
                    .filter(ProcessHandle::isAlive)
                    .filter(alive -> isOlderThan(alive, Instant.ofEpochMilli(running.startedAt())))
                    .map(alive -> running);
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whoever was killed leaves the file behind, and its number may be a stranger's now, who began later. */
    private static boolean isOlderThan(ProcessHandle process, Instant announced) {
        return process.info()
                .startInstant()
                .filter(start -> start.isAfter(announced.plus(CLOCKS_DIFFER)))
                .isEmpty();
    }
}
