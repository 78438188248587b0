package dev.atelier.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one server. Whoever has it open owns it alone: a lock keeps a second JVM out, and a child process that
 * an earlier JVM left behind has ended before the new one starts, so no two servers ever write the same data.
 */
final class ServerFolder implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(3);

    private final Path path;
    private final FileChannel lock;

    private ServerFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Starts a server that keeps the folder until it is closed. */
    interface Starter<S> {
        S start(ServerFolder folder) throws IOException;
    }

    /** Opens a folder and starts a server in it; a start that fails gives the folder free again. */
    static <S> S start(Path folder, Starter<S> starter) {
        ServerFolder opened = open(folder);
        try {
            opened.awaitEndOfEarlierChild();
            return starter.start(opened);
        } catch (IOException e) {
            opened.close();
            throw new UncheckedIOException("Cannot use the folder " + folder, e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static ServerFolder open(Path folder) {
        try {
            Path path = folder.toAbsolutePath().normalize();
            if (!Files.exists(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            return new ServerFolder(path.toRealPath(), lock(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder " + folder, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A killed JVM keeps its lock until the kernel has cleared it away.
        try {
            if (Deadline.in(LOCK_PATIENCE).await(() -> tryLock(channel))) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very JVM: no use waiting.
        }
        channel.close();
        throw new ServerFailure("The folder " + path + " is in use by a server that is already running");
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    String secret(String name) {
        return Secrets.keptIn(file(name));
    }

    /** The port kept under this name; another one is chosen and kept when somebody else has taken it meanwhile. */
    int port(String name) {
        try {
            Path file = file(name);
            if (Files.exists(file)) {
                int kept = Integer.parseInt(Files.readString(file).strip());
                if (Deadline.in(Duration.ofSeconds(1)).await(() -> FreePort.isFree(kept))) {
                    return kept;
                }
            }
            int chosen = FreePort.any();
            Files.writeString(file, chosen + "\n");
            return chosen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes the child that works on this folder, for the case that this JVM ends before it. */
    void remember(ProcessHandle child) throws IOException {
        Files.writeString(file("pid"), child.pid() + "\n" + startOf(child).orElse(Instant.EPOCH) + "\n");
    }

    private void awaitEndOfEarlierChild() throws IOException {
        Optional<ProcessHandle> earlier = earlierChild();
        if (earlier.isEmpty()
                || Deadline.in(PATIENCE).await(() -> !earlier.get().isAlive())) {
            return;
        }
        earlier.get().destroy();
        if (!Deadline.in(PATIENCE).await(() -> !earlier.get().isAlive())) {
            throw new ServerFailure("Process " + earlier.get().pid() + " of an earlier run still uses " + path);
        }
    }

    /** Process numbers are used again, in containers almost at once; number and start time together are not. */
    private Optional<ProcessHandle> earlierChild() throws IOException {
        Path file = file("pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() != 2
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0)))
                        .filter(process -> startedAt(process, Instant.parse(lines.get(1))));
    }

    /** The kernel's clock of process starts is read by each JVM anew and may differ by a second. */
    private static boolean startedAt(ProcessHandle process, Instant instant) {
        return startOf(process)
                .filter(start -> Duration.between(start, instant).abs().compareTo(Duration.ofSeconds(2)) <= 0)
                .isPresent();
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
