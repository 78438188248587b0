package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.comfyui.Faults;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client that died left at the server, and what the next one makes of it. */
class LeftRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private ComfyUiEmulator server;
    private Gate gate;
    private ComfyUiRuns dead;
    private ComfyUi next;

    @BeforeEach
    void start() {
        server = ComfyUiEmulator.start(folder.resolve("comfyui"));
        gate = new Gate(server.baseUrl());
        dead = new ComfyUiRuns(gate.url(), folder);
        next = new ComfyUi(ComfyUiRuns.settings(server.baseUrl()));
    }

    @AfterEach
    void stop() {
        next.close();
        gate.close();
        dead.close();
        server.close();
    }

    @Test
    void aRunThatIsStillGoingIsFoundAndFollowedToItsEnd() throws Exception {
        server.faults().holdRuns();
        Path picture = picture();
        RunOrder order = Graphs.order(Graphs.INVERT, List.of(Graphs.picture("secret-key", "s")));
        Running run = dead.start(order, Map.of("image", picture));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        gate.close();

        LeftRun left = onlyOne();
        assertThat(left.id()).isEqualTo(run.id());
        assertThat(left.worker()).isEqualTo(ComfyUiRuns.WORKER);
        assertThat(left.finished()).isFalse();
        assertThat(left.order().jobId()).isEqualTo(order.jobId());
        assertThat(left.order().limit()).isEqualTo(order.limit());
        assertThat(left.until()).isBetween(Instant.now(), Instant.now().plus(order.limit()));
        assertThat(left.order().toString()).as("what the job is about").doesNotContain("secret-key", "LoadImage");

        List<Integer> percents = new CopyOnWriteArrayList<>();
        awaitListeners(0);
        FutureTask<Outcome> resumed = new FutureTask<>(() -> resume(left, new RunControl(percents::add)));
        Thread.ofPlatform().start(resumed);
        awaitListeners(1);
        server.faults().releaseRuns();
        assertThat(resumed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOfSatisfying(Outcome.Made.class, made -> {
                    assertThat(made.files()).hasSize(1);
                    assertThat(made.ran()).isPositive();
                });
        assertThat(percents).as("its events are heard again").contains(100);
        assertThat(next.leftRuns()).isEmpty();
    }

    @Test
    void aRunThatEndedWhileNobodyLookedIsCollected() throws Exception {
        server.faults().holdRuns();
        dead.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        gate.close();
        server.faults().releaseRuns();
        awaitFinished();
        assertThat(resume(onlyOne(), new RunControl(_ -> {}))).isInstanceOf(Outcome.Made.class);
        assertThat(next.leftRuns()).isEmpty();
    }

    @Test
    void aRunThatFailedWhileNobodyLookedHasItsReason() throws Exception {
        server.faults().holdRuns();
        server.faults().failNext(Faults.Failure.OUT_OF_MEMORY);
        dead.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        gate.close();
        server.faults().releaseRuns();
        awaitFinished();
        assertThatThrownBy(() -> resume(onlyOne(), new RunControl(_ -> {})))
                .isInstanceOfSatisfying(
                        RunFailureException.class, e -> assertThat(e.reason()).isEqualTo(FailureReason.OUT_OF_MEMORY));
    }

    @Test
    void aRunThatWaitsIsFoundTooAndTakenOff() throws Exception {
        server.faults().holdRuns();
        dead.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        Running waiting = dead.start(Graphs.order(Graphs.RED_PICTURE));
        awaitLeft(2);
        gate.close();
        LeftRun left = next.leftRuns().stream()
                .filter(run -> run.id().equals(waiting.id()))
                .findFirst()
                .orElseThrow();
        next.drop(left);
        assertThat(next.leftRuns()).hasSize(1).noneMatch(run -> run.id().equals(waiting.id()));
    }

    @Test
    void aCancelledRunIsStoppedByItsHeir() throws Exception {
        server.faults().holdRuns();
        dead.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(server.faults().awaitHeldRun(PATIENCE)).isTrue();
        gate.close();
        RunControl control = new RunControl(_ -> {});
        control.cancel();
        assertThat(resume(onlyOne(), control)).isInstanceOf(Outcome.Stopped.class);
    }

    @Test
    void anybodyElsesRunsAreNotOurs() throws Exception {
        try (ScriptedServer other = new ScriptedServer();
                ComfyUi comfyUi = new ComfyUi(ComfyUiRuns.settings(other.url()))) {
            other.on("GET /queue", """
                    {"queue_running": [[0, "a", {}, {"client_id": "x"}, []], [1, "b", {}, {"atelier": "odd"}, []]],
                     "queue_pending": [[2, "c", {}, {"atelier": {"worker": "w", "until": "never", "order": {}}}, []]]}""");
            assertThat(comfyUi.leftRuns()).isEmpty();
            assertThat(other.requests("GET /history").getFirst().path()).contains("max_items=");
        }
    }

    @Test
    void aServerThatIsAwayIsAskedAgainLater() {
        server.close();
        assertThatThrownBy(next::leftRuns)
                .isInstanceOfSatisfying(
                        RunFailureException.class,
                        e -> assertThat(e.reason()).isEqualTo(FailureReason.BACKEND_UNAVAILABLE));
    }

    private Outcome resume(LeftRun left, RunControl control) throws Exception {
        return next.resume(left, Files.createDirectory(folder.resolve("resumed")), control);
    }

    private LeftRun onlyOne() throws Exception {
        List<LeftRun> left = next.leftRuns();
        assertThat(left).hasSize(1);
        return left.getFirst();
    }

    private void awaitFinished() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!onlyOne().finished()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private void awaitListeners(int count) {
        Instant end = Instant.now().plus(PATIENCE);
        while (server.faults().listeners() != count) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private void awaitLeft(int count) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (next.leftRuns().size() < count) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private Path picture() throws java.io.IOException {
        Path file = folder.resolve("picture.png");
        ImageIO.write(new java.awt.image.BufferedImage(8, 6, 1), "png", file.toFile());
        return file;
    }
}
