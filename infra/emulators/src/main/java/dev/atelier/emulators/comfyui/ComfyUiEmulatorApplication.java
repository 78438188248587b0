package dev.atelier.emulators.comfyui;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the emulator as a process of its own: {@code --port 8188 --dir comfyui-data --generation 0.33.0}. */
public final class ComfyUiEmulatorApplication {

    private static final int PORT = 8188;
    private static final String FOLDER = "comfyui-data";

    private ComfyUiEmulatorApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = PORT;
        Path folder = Path.of(FOLDER);
        Generation generation = Generation.V0_33_0;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--dir" -> folder = Path.of(arguments[i + 1]);
                case "--generation" -> generation = Generation.valueOf("V" + arguments[i + 1].replace('.', '_'));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        ComfyUiEmulator emulator = ComfyUiEmulator.start(port, folder, generation);
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
        System.out.println("ComfyUI emulator listens on " + emulator.baseUrl());
        new CountDownLatch(1).await();
    }
}
