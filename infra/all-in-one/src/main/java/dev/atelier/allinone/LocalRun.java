package dev.atelier.allinone;

import dev.atelier.allinone.Deployables.Name;
import dev.atelier.allinone.frontdoor.FrontDoor;
import dev.atelier.allinone.frontdoor.Upstream;
import dev.atelier.allinone.issuer.LocalIssuer;
import dev.atelier.servers.FreePort;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** Everything behind one address, until the process is asked to end. */
final class LocalRun implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofMillis(4_500);

    private final LocalFolder folder;
    private final Progress progress;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private LocalRun(LocalFolder folder, Progress progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /** Returns when the process is being stopped; 1 when another process runs on this folder. */
    static int untilStopped(LocalFolder folder, boolean listen, PrintStream out) {
        Optional<FileLock> lock = folder.lock();
        if (lock.isEmpty()) {
            out.println("Atelier runs on " + folder.root() + " already; see ./run status");
            return 1;
        }
        if (!FreePort.isFree(folder.port())) {
            out.println("Port " + folder.port() + " is taken by another program: stop that one, or delete "
                    + folder.of("port") + " and another port is chosen");
            return 1;
        }
        LocalRun run = new LocalRun(folder, new Progress(out));
        Runtime.getRuntime().addShutdownHook(new Thread(run::stopInTime, "stop"));
        run.start(listen);
        awaitSignal();
        run.stopInTime();
        return 0;
    }

    private void start(boolean listen) {
        long begin = System.currentTimeMillis();
        String address = folder.address();
        progress.say("Atelier is starting on " + folder.root());
        InetSocketAddress bind = new InetSocketAddress(listen ? "0.0.0.0" : "127.0.0.1", folder.port());
        FrontDoor door = FrontDoor.open(bind, URI.create(address));
        parts.push(door);
        Servers servers = Servers.start(folder, System.getenv(), progress);
        parts.push(servers);
        Map<String, String> settings = new TreeMap<>(servers.settings());
        LocalIssuer issuer = progress.step("issuer", () -> LocalIssuer.start(folder.of("issuer"), folder.issuer()));
        parts.push(issuer);
        settings.put("atelier.access.issuer", issuer.url());
        settings.put("atelier.access.jwk-set-uri", issuer.jwkSetUri());
        settings.putAll(LocalSettings.of(address));
        new LocalDatabase(
                        settings.getOrDefault("atelier.log.jdbc-url", ""),
                        settings.getOrDefault("atelier.log.user", ""),
                        settings.getOrDefault("atelier.log.password", ""))
                .keep(folder);
        Deployables deployables = Deployables.start(settings, progress);
        parts.push(deployables);
        door.lead(Upstream.COMMAND, deployables.port(Name.COMMAND));
        door.lead(Upstream.QUERY, deployables.port(Name.QUERY));
        door.lead(Upstream.ISSUER, issuer.port());
        folder.announce(
                new LocalFolder.Running(ProcessHandle.current().pid(), address, deployables.healthAddresses(), begin));
        welcome(address, System.currentTimeMillis() - begin);
    }

    private void welcome(String address, long millis) {
        progress.say(String.format("%nAtelier is at %s after %.1f s. Try:%n", address, millis / 1000.0));
        progress.say("  curl -s " + address + "/api/presets -H \"Authorization: Bearer $(./run token --as user)\"");
        progress.say("  ./run demo\n");
        progress.say("Ctrl-C stops it; the data stay in " + folder.root());
    }

    /**
     * Waits for Ctrl-C or a kind kill. They are heard here and not in a shutdown hook, because libraries have hooks of
     * their own, and all hooks run at once: the broker would be gone before its consumers.
     */
    private static void awaitSignal() {
        CountDownLatch asked = new CountDownLatch(1);
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), signal -> asked.countDown());
        }
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopInTime() {
        Thread.ofPlatform().daemon().name("stop-in-time").start(() -> {
            try {
                Thread.sleep(STOP_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            // The log and the queues are durable: what did not stop in time loses nothing.
            Runtime.getRuntime().halt(0);
        });
        close();
    }

    @Override
    public synchronized void close() {
        folder.withdraw();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                progress.say("  a part did not stop: " + e.getMessage());
            }
        }
    }
}
