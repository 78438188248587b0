package dev.atelier.bench.stage;

import java.util.Locale;

/** The four processes of the platform, in the order in which they start: the first brings the log's schema. */
public enum Deployable {
    COMMAND_SIDE("dev.atelier.command.CommandSideApplication"),
    QUERY_SIDE("dev.atelier.query.QuerySideApplication"),
    SAGA_ORCHESTRATOR("dev.atelier.saga.SagaOrchestratorApplication"),
    GPU_ADAPTER("dev.atelier.gpu.GpuAdapterApplication");

    private final String main;

    Deployable(String main) {
        this.main = main;
    }

    /** The module's folder, as people call it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String main() {
        return main;
    }
}
