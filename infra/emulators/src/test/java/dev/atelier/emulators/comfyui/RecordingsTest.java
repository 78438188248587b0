package dev.atelier.emulators.comfyui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the emulator against recordings of real servers, ComfyUI 0.33.0 and 0.3.64: the same is said to it, and its
 * answers have to be the same but for ids, times and what a setting of the machine makes. The recordings are no part of the
 * project: the environment variable {@code ATELIER_RECORDINGS} (or the property {@code atelier.recordings}) names their
 * folder.
 */
class RecordingsTest {

    private static final String NOTHING_COMPARED =
            "ATELIER_RECORDINGS names no folder with recordings of a real ComfyUI: nothing was compared";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @TestFactory
    List<DynamicNode> the_emulator_answers_as_version_0_33_0_did() throws Exception {
        Path recordings = Recording.folder().orElse(null);
        if (recordings == null) {
            return nothingCompared();
        }
        List<Recording> all = new ArrayList<>();
        for (String session : List.of("v0.33.0", "v0.33.0-part2", "v0.33.0-part3-after-restart")) {
            all.addAll(Recording.session(recordings.resolve(session)));
        }
        all.addAll(Recording.session(recordings.resolve("v0.33.0-part4-poison")).subList(0, 7));
        return replayed(Generation.V0_33_0, all, recordings.resolve("v0.33.0-part2/view_input_file.body.png"));
    }

    @TestFactory
    List<DynamicNode> the_emulator_answers_as_version_0_3_64_did() throws Exception {
        Path recordings = Recording.folder().orElse(null);
        if (recordings == null) {
            return nothingCompared();
        }
        List<Recording> all = new ArrayList<>();
        for (String session : List.of("v0.3.64", "v0.3.64-part2")) {
            all.addAll(Recording.session(recordings.resolve(session)));
        }
        return replayed(Generation.V0_3_64, all, recordings.resolve("v0.3.64-part2/view_input_file.body.png"));
    }

    private static List<DynamicNode> nothingCompared() {
        System.out.println(NOTHING_COMPARED);
        return List.of(dynamicTest("recordings", () -> assumeTrue(false, NOTHING_COMPARED)));
    }

    private List<DynamicNode> replayed(Generation generation, List<Recording> all, Path picture) throws Exception {
        ComfyUiEmulator emulator = ComfyUiEmulator.start(0, folder.resolve("comfyui"), generation);
        ComfyUiClient client = new ComfyUiClient(emulator.baseUrl());
        open.add(client);
        open.add(emulator);
        Replay replay = new Replay(emulator, client, all, Files.readAllBytes(picture));
        List<DynamicNode> nodes = new ArrayList<>();
        for (Recording recording : all) {
            nodes.add(dynamicTest(recording.label(), () -> {
                replay.obstacle(recording).ifPresent(why -> assumeTrue(false, why));
                if (recording.label().equals("v0.33.0-part3-after-restart/001-queue_after_restart.json")) {
                    emulator.faults().forgetEverything();
                }
                replay.play(recording);
            }));
        }
        return nodes;
    }
}
