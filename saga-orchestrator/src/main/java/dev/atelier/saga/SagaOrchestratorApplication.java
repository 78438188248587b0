package dev.atelier.saga;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The orchestrator as a process of its own. */
public final class SagaOrchestratorApplication {
    private SagaOrchestratorApplication() {}

    /** For whoever starts it beside others in one JVM; its settings are read from {@code saga-orchestrator.yaml}. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(SagaOrchestratorConfiguration.class)
                .properties("spring.config.name=saga-orchestrator");
    }

    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
