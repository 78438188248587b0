package dev.atelier.query;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The query side as a process of its own. */
public final class QuerySideApplication {
    private QuerySideApplication() {}

    /** For whoever starts it beside others in one JVM; its settings are read from {@code query-side.yaml}. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(QuerySideConfiguration.class).properties("spring.config.name=query-side");
    }

    public static void main(String[] arguments) {
        builder().run(arguments);
    }
}
