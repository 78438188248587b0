package dev.atelier.bench.slots;

/** Atelier as a job queue behind the peers' protocol; the argument is {@code producer} or {@code worker}. */
final class PlatformDriver {
    private PlatformDriver() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "producer" -> {
                PlatformProducer producer = new PlatformProducer();
                // Also when the driver is told to end and not asked to quit.
                Runtime.getRuntime().addShutdownHook(new Thread(producer::close, "stop-slot"));
                LineProtocol.serve(producer::answer);
            }
            case "worker" -> {
                try (PlatformWorker worker = new PlatformWorker()) {
                    LineProtocol.serve(worker::answer);
                }
            }
            default -> throw new IllegalArgumentException("producer or worker, not " + arguments[0]);
        }
        System.exit(0);
    }
}
