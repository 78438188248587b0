package dev.atelier.gpu;

import dev.atelier.gpu.run.RunConfiguration;
import dev.atelier.gpu.storage.StorageConfiguration;
import dev.atelier.wire.BrokerConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What the adapter is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    BrokerConfiguration.class,
    BackendChoice.class,
    StorageConfiguration.class,
    RunConfiguration.class,
    CheckController.class
})
public class GpuAdapterConfiguration {}
