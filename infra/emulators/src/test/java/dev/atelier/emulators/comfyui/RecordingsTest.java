package dev.atelier.emulators.comfyui;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the emulator against recordings of the real server (ComfyUI 0.33.0), which are no part of the project: the
 * environment variable {@code ATELIER_RECORDINGS} (or the property {@code atelier.recordings}) names their folder.
 */
class RecordingsTest {

    private static final String NOTHING_COMPARED =
            "ATELIER_RECORDINGS names no folder with recordings of a real ComfyUI: nothing was compared";

    @TempDir
    Path folder;

    private ComfyUiEmulator emulator;
    private ComfyUiClient client;

    @BeforeEach
    void start() {
        emulator = ComfyUiEmulator.start(folder);
        client = new ComfyUiClient(emulator.baseUrl());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @TestFactory
    List<DynamicNode> the_emulator_answers_as_the_real_server_did() throws Exception {
        Path recordings = Recording.folder().orElse(null);
        if (recordings == null) {
            System.out.println(NOTHING_COMPARED);
            return List.of(dynamicTest("recordings", () -> assumeTrue(false, NOTHING_COMPARED)));
        }
        byte[] picture = Files.readAllBytes(recordings.resolve("v0.33.0-part2/view_input_file.body.png"));
        List<DynamicNode> nodes = new ArrayList<>();
        List<Recording> all = new ArrayList<>();
        for (String session : List.of("v0.33.0", "v0.33.0-part2", "v0.33.0-part3-after-restart")) {
            all.addAll(Recording.session(recordings.resolve(session)));
        }
        all.addAll(Recording.session(recordings.resolve("v0.33.0-part4-poison")).subList(0, 7));
        Replay replay = new Replay(emulator, client, all, picture);
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
