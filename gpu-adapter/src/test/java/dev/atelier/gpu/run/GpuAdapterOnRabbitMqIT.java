package dev.atelier.gpu.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.servers.RabbitMqServer;
import dev.atelier.servers.testing.TestServers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** On a real RabbitMQ, with quorum queues. */
class GpuAdapterOnRabbitMqIT extends OrderToReport {
    GpuAdapterOnRabbitMqIT(@TempDir Path folder) {
        super(rabbit(), folder);
    }

    private static RabbitMqServer rabbit() {
        Optional<RabbitMqServer> rabbit = TestServers.rabbit();
        assumeTrue(rabbit.isPresent(), "skipped: rabbitmq-server is not installed (Debian: package rabbitmq-server)");
        return rabbit.orElseThrow();
    }
}
