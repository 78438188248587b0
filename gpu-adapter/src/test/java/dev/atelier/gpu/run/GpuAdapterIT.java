package dev.atelier.gpu.run;

import dev.atelier.servers.testing.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** On the broker of the local run. */
class GpuAdapterIT extends OrderToReport {
    GpuAdapterIT(@TempDir Path folder) {
        super(TestServers.broker(), folder);
    }
}
