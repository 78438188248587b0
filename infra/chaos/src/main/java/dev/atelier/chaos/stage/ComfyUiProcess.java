package dev.atelier.chaos.stage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.chaos.strike.domain.Trick;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.emulators.comfyui.Faults.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The ComfyUI emulator as a process of its own, {@code PORT CONTROL-PORT FOLDER}, that plays a {@link Trick} when it is
 * asked to by {@code POST /<trick>} on its control port.
 */
public final class ComfyUiProcess {
    private static final int RUNS = 3;
    private static final long TRICK_SECONDS = 4;
    private static final Duration BEYOND_THE_LIMIT = Duration.ofSeconds(25);

    private final Faults faults;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private ComfyUiProcess(Faults faults) {
        this.faults = faults;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ComfyUiEmulator emulator = ComfyUiEmulator.start(Integer.parseInt(arguments[0]), Path.of(arguments[2]));
        ComfyUiProcess process = new ComfyUiProcess(emulator.faults());
        InetSocketAddress control =
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[1]));
        HttpServer server = HttpServer.create(control, 16);
        server.createContext("/", process::play);
        server.start();
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    private void play(HttpExchange exchange) throws IOException {
        try (exchange) {
            play(Trick.parse(exchange.getRequestURI().getPath().substring(1)));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void play(Trick trick) {
        switch (trick) {
            case LOSE_IDS -> repeat(faults::loseNext);
            case FORGET -> faults.forgetEverything();
            case GO_SILENT -> {
                faults.silence(true);
                after(() -> faults.silence(false));
            }
            case ANSWER_TWICE -> {
                faults.repeatMessages(true);
                after(() -> faults.repeatMessages(false));
            }
            case DROP_ANSWERS -> repeat(faults::dropNextPromptAnswer);
            case OUT_OF_MEMORY -> repeat(() -> faults.failNext(Failure.OUT_OF_MEMORY));
            case NO_OUTPUT -> repeat(faults::succeedWithoutOutput);
            case SERVER_ERROR -> faults.answerNext(RUNS, 500);
            case STALL -> {
                faults.delayPerNode(BEYOND_THE_LIMIT);
                after(() -> faults.delayPerNode(Duration.ZERO));
            }
        }
    }

    private static void repeat(Runnable trick) {
        for (int i = 0; i < RUNS; i++) {
            trick.run();
        }
    }

    private void after(Runnable end) {
        later.schedule(end, TRICK_SECONDS, TimeUnit.SECONDS);
    }
}
