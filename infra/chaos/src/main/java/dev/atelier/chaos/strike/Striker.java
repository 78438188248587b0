package dev.atelier.chaos.strike;

import dev.atelier.bench.report.Progress;
import dev.atelier.chaos.stage.Pause;
import dev.atelier.chaos.stage.TcpProxy;
import dev.atelier.chaos.stage.Victim;
import dev.atelier.chaos.stage.World;
import dev.atelier.chaos.strike.domain.Strike;
import dev.atelier.chaos.strike.domain.Strike.Cut;
import dev.atelier.chaos.strike.domain.Strike.Freeze;
import dev.atelier.chaos.strike.domain.Strike.Kill;
import dev.atelier.chaos.strike.domain.Strike.Play;
import dev.atelier.chaos.strike.domain.Strike.Restart;
import dev.atelier.chaos.strike.domain.Strike.Slow;
import dev.atelier.chaos.strike.domain.Strike.Wipe;
import dev.atelier.chaos.strike.domain.StrikePlan.Cast;
import dev.atelier.chaos.strike.domain.Trick;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries out a plan of strikes, each at its time and none waiting for another one. */
public final class Striker {
    private static final int ANSWER_MILLIS = 2_000;

    private final World world;
    private final Progress progress;
    private final Map<String, Victim> victims;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger slowed = new AtomicInteger();
    private final AtomicInteger wipes = new AtomicInteger();
    private final Map<Trick, AtomicInteger> tricks = new EnumMap<>(Trick.class);

    public Striker(World world, Progress progress) {
        this.world = world;
        this.progress = progress;
        victims = world.victims().stream().collect(Collectors.toMap(Victim::name, Function.identity()));
        for (Trick trick : Trick.values()) {
            tricks.put(trick, new AtomicInteger());
        }
    }

    /** Who can be struck. */
    public Cast cast() {
        return new Cast(
                world.victims().stream().map(Victim::name).toList(),
                List.copyOf(world.links().keySet()),
                List.copyOf(world.gpuControls().keySet()));
    }

    /** Returns when the last one is over and all is healed; a strike that fails is thrown. */
    public void carryOut(List<Strike> strikes) {
        long begin = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = strikes.stream()
                    .map(strike -> executor.submit(() -> {
                        Pause.until(begin + strike.at().toNanos());
                        strike(strike);
                        return null;
                    }))
                    .toList();
            for (var each : all) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a strike went wrong", e);
        }
        world.links().values().forEach(TcpProxy::heal);
    }

    private void strike(Strike strike) {
        progress.say("strike  " + strike);
        switch (strike) {
            case Kill kill -> victim(kill.victim()).kill(kill.down());
            case Freeze freeze -> victim(freeze.victim()).freeze(freeze.length());
            case Restart restart -> victim(restart.victim()).restart();
            case Cut cut -> {
                cuts.incrementAndGet();
                disturb(cut.link(), TcpProxy::cut, cut.length());
            }
            case Slow slow -> {
                slowed.incrementAndGet();
                disturb(slow.link(), link -> link.slow(slow.delay()), slow.length());
            }
            case Wipe _ -> wipe();
            case Play play -> play(play);
        }
    }

    private void disturb(String name, Consumer<TcpProxy> how, Duration length) {
        TcpProxy link = Objects.requireNonNull(world.links().get(name));
        how.accept(link);
        Pause.millis(length.toMillis());
        link.heal();
    }

    private Victim victim(String name) {
        return Objects.requireNonNull(victims.get(name));
    }

    /** A Redis that is down or frozen has this strike already. */
    private void wipe() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), world.redisPort()), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            String request = "AUTH " + world.redisPassword() + "\r\nFLUSHALL\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes("+OK\r\n+OK\r\n".length());
            if (new String(answer, StandardCharsets.US_ASCII).equals("+OK\r\n+OK\r\n")) {
                wipes.incrementAndGet();
            }
        } catch (IOException e) {
            progress.say("Redis could not be wiped: " + e.getMessage());
        }
    }

    private void play(Play play) {
        int port = Objects.requireNonNull(world.gpuControls().get(play.server()));
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + "/" + play.trick().word());
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            if (connection.getResponseCode() == 204) {
                Objects.requireNonNull(tricks.get(play.trick())).incrementAndGet();
            }
        } catch (IOException e) {
            progress.say(play.server() + " could not be asked to play: " + e.getMessage());
        }
    }

    /** How often each kind of strike was carried out, by the names that are printed. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        victims.forEach((name, victim) -> {
            counts.put("kills." + name, victim.kills());
            counts.put("freezes." + name, victim.freezes());
            counts.put("restarts." + name, victim.restarts());
            counts.put("own-ends." + name, victim.ownEnds());
        });
        tricks.forEach((trick, count) -> counts.put("tricks." + trick.word(), count.get()));
        counts.put("cuts", cuts.get());
        counts.put("slowed", slowed.get());
        counts.put("wipes", wipes.get());
        return counts;
    }
}
