package dev.atelier.gpu;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** Runs the adapter; its settings are in {@code gpu-adapter.yaml}. */
public final class GpuAdapterApplication {
    private GpuAdapterApplication() {}

    /** The application, for those who start it with settings of their own. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(GpuAdapterConfiguration.class).properties("spring.config.name=gpu-adapter");
    }

    public static void main(String[] args) {
        builder().run(args);
    }
}
