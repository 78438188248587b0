package dev.atelier.emulators.runpod;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the emulator as a process of its own: {@code --port 8288 --dir runpod-data --key emulated-key --workers 1}. */
public final class RunPodEmulatorApplication {
    private static final int PORT = 8288;

    private RunPodEmulatorApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = PORT;
        Path folder = Path.of("runpod-data");
        String key = "emulated-key";
        int workers = 1;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--port" -> port = Integer.parseInt(arguments[i + 1]);
                case "--dir" -> folder = Path.of(arguments[i + 1]);
                case "--key" -> key = arguments[i + 1];
                case "--workers" -> workers = Integer.parseInt(arguments[i + 1]);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        RunPodEmulator emulator = RunPodEmulator.start(port, folder, key, workers);
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
        System.out.println("RunPod emulator listens on " + emulator.url() + "/" + emulator.endpoint());
        new CountDownLatch(1).await();
    }
}
