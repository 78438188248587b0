package dev.atelier.chaos.stage;

import dev.atelier.bench.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process or server that is struck and comes back on the same ports and data, as one whose supervisor starts it again.
 * One blow at a time; the next one waits.
 */
public final class Victim {
    private static final int STARTS_MAX = 20;
    private static final long PAUSE_MILLIS = 500;

    private final String name;
    private final Supplier<Life> starter;
    private final Progress progress;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger freezes = new AtomicInteger();
    private final AtomicInteger restarts = new AtomicInteger();
    private final AtomicInteger ownEnds = new AtomicInteger();
    private volatile boolean over;
    private @Nullable Life life;

    Victim(String name, Supplier<Life> starter, Progress progress) {
        this.name = name;
        this.starter = starter;
        this.progress = progress;
    }

    public String name() {
        return name;
    }

    /** Returns when it is ready. */
    void start() {
        locked(this::startAgain);
    }

    /** SIGKILL, and a start after a while. */
    public void kill(Duration down) {
        locked(() -> {
            alive().pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            kills.incrementAndGet();
            alive().end();
            Pause.millis(down.toMillis());
            startAgain();
        });
    }

    /** SIGSTOP to it and all its children, and SIGCONT after a while, even if this JVM is gone by then. */
    public void freeze(Duration length) {
        locked(() -> {
            String pids = String.join(
                    " ",
                    alive().pids().stream()
                            .flatMap(Victim::withChildren)
                            .map(String::valueOf)
                            .toList());
            String seconds = Double.toString(length.toMillis() / 1_000.0);
            String script =
                    "trap '' INT TERM HUP; kill -STOP %s; sleep %s; kill -CONT %s".formatted(pids, seconds, pids);
            try {
                new ProcessBuilder("sh", "-c", script)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                freezes.incrementAndGet();
            } catch (IOException e) {
                throw new IllegalStateException("cannot freeze " + name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** SIGTERM, and a start at once. */
    public void restart() {
        locked(() -> {
            alive().end();
            restarts.incrementAndGet();
            startAgain();
        });
    }

    /** Starts it again where it has ended without having been struck, as its supervisor would. */
    void supervise() {
        if (!over && lock.tryLock()) {
            try {
                if (life != null && !life.isAlive() && !over) {
                    ownEnds.incrementAndGet();
                    progress.say(name + " ended by itself and is started again");
                    life.end();
                    startAgain();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void startAgain() {
        for (int tries = 1; !over; tries++) {
            try {
                life = starter.get();
                return;
            } catch (RuntimeException e) {
                if (tries == STARTS_MAX) {
                    throw e;
                }
                ownEnds.incrementAndGet();
                progress.say("%s did not start (try %d): %s".formatted(name, tries, firstLine(e)));
                Pause.millis(PAUSE_MILLIS);
            }
        }
    }

    /** For ever, whatever it is doing. */
    void end() {
        over = true;
        Life present = life;
        if (present != null) {
            present.pids().stream().flatMap(Victim::withChildren).forEach(Victim::thaw);
            present.end();
        }
    }

    private static void thaw(long pid) {
        try {
            new ProcessBuilder("kill", "-CONT", Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("cannot continue process " + pid + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Life alive() {
        if (life == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return life;
    }

    private static Stream<Long> withChildren(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static String firstLine(RuntimeException e) {
        return List.of(e.toString().split("\n", 2)).getFirst();
    }

    private void locked(Runnable blow) {
        lock.lock();
        try {
            if (!over) {
                blow.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Of the processes that it is now. */
    List<Long> pids() {
        return alive().pids();
    }

    public int kills() {
        return kills.get();
    }

    public int freezes() {
        return freezes.get();
    }

    public int restarts() {
        return restarts.get();
    }

    /** How often it ended, or did not start, without having been struck. */
    public int ownEnds() {
        return ownEnds.get();
    }
}
