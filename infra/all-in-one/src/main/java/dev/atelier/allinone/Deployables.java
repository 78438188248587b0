package dev.atelier.allinone;

import dev.atelier.command.CommandSideApplication;
import dev.atelier.gpu.GpuAdapterApplication;
import dev.atelier.query.QuerySideApplication;
import dev.atelier.saga.SagaOrchestratorApplication;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The four deployables, each in a Spring context of its own, exactly as in production. */
final class Deployables implements AutoCloseable {
    /** In the order in which they start: the command side brings the log's schema up to date. */
    enum Name {
        COMMAND,
        SAGA,
        GPU,
        QUERY
    }

    private final Map<Name, ConfigurableApplicationContext> contexts = new EnumMap<>(Name.class);

    static Deployables start(Map<String, String> settings, Progress progress) {
        Deployables deployables = new Deployables();
        try {
            for (Name name : Name.values()) {
                deployables.contexts.put(name, progress.step(title(name), () -> run(name, settings)));
            }
            return deployables;
        } catch (RuntimeException e) {
            deployables.close();
            throw e;
        }
    }

    /** The loopback port on which a deployable answers. */
    int port(Name name) {
        return port(name, "local.server.port");
    }

    /** Where each deployable says whether it is well. */
    Map<String, String> healthAddresses() {
        Map<String, String> addresses = new TreeMap<>();
        contexts.keySet()
                .forEach(name -> addresses.put(
                        title(name), "http://127.0.0.1:" + port(name, "local.management.port") + "/actuator/health"));
        return addresses;
    }

    @Override
    public void close() {
        new ArrayList<>(contexts.values()).parallelStream().forEach(ConfigurableApplicationContext::close);
    }

    private int port(Name name, String property) {
        ConfigurableApplicationContext context = java.util.Objects.requireNonNull(contexts.get(name));
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    private static ConfigurableApplicationContext run(Name name, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("spring.autoconfigure.exclude", String.join(",", ForeignAutoConfigurations.of(name)));
        List<String> arguments = new ArrayList<>();
        all.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return builder(name).registerShutdownHook(false).run(arguments.toArray(String[]::new));
    }

    private static SpringApplicationBuilder builder(Name name) {
        return switch (name) {
            case COMMAND -> CommandSideApplication.builder();
            case SAGA -> SagaOrchestratorApplication.builder();
            case GPU -> GpuAdapterApplication.builder();
            case QUERY -> QuerySideApplication.builder();
        };
    }

    private static String title(Name name) {
        return switch (name) {
            case COMMAND -> "command-side";
            case SAGA -> "saga-orchestrator";
            case GPU -> "gpu-adapter";
            case QUERY -> "query-side";
        };
    }
}
