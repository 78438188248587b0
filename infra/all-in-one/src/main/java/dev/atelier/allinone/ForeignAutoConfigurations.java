package dev.atelier.allinone;

import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * In one JVM every deployable sees the jars of all, so Spring Boot would configure each for the others' needs. What is
 * foreign to a deployable is kept out here, so that its context is the one it has in production.
 */
final class ForeignAutoConfigurations {
    private static final String SECURITY = "org.springframework.boot.security.";
    private static final String REDIS = "org.springframework.boot.data.";
    private static final String AXON = "org.axonframework.";

    private ForeignAutoConfigurations() {}

    /** The class names of the auto-configurations that the deployable does not have on its own class path. */
    static List<String> of(Deployables.Name name) {
        List<String> foreign = switch (name) {
            case COMMAND -> List.of(REDIS);
            case SAGA -> List.of(SECURITY, REDIS);
            case GPU -> List.of(SECURITY, REDIS, AXON);
            case QUERY -> List.of();
        };
        return StreamSupport.stream(
                        ImportCandidates.load(AutoConfiguration.class, ForeignAutoConfigurations.class.getClassLoader())
                                .spliterator(),
                        false)
                .filter(candidate -> foreign.stream().anyMatch(candidate::startsWith))
                .toList();
    }
}
