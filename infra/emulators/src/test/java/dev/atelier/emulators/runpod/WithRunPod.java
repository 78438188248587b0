package dev.atelier.emulators.runpod;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh emulator and a client for each test. */
abstract class WithRunPod {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final String RED = """
            {"1": {"class_type": "EmptyImage",
                   "inputs": {"width": 4, "height": 3, "batch_size": 1, "color": 16711680}},
             "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "one"}}}
            """;

    @TempDir
    Path folder;

    RunPodEmulator emulator;
    RunPodClient client;

    @BeforeEach
    void start() {
        emulator = RunPodEmulator.start(folder);
        client = new RunPodClient(emulator);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }
}
