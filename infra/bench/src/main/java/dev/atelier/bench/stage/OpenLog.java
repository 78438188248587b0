package dev.atelier.bench.stage;

import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.eventstore.LogReader;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The product's log in this JVM, configured as every deployable configures it. */
public final class OpenLog implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private OpenLog(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Brings the schema up to date. */
    public static OpenLog on(Database database) {
        return new OpenLog(new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "spring.main.banner-mode",
                        "off",
                        "atelier.log.jdbc-url",
                        database.jdbcUrl(),
                        "atelier.log.user",
                        database.user(),
                        "atelier.log.password",
                        database.password(),
                        "atelier.log.migrate",
                        "true",
                        "atelier.log.role",
                        "writer",
                        // Names of people are derived with it; nobody is named here.
                        "atelier.identity.key",
                        "0123456789abcdef0123456789abcdef"))
                .run());
    }

    public CommandBus bus() {
        return context.getBean(CommandBus.class);
    }

    public EventStore store() {
        return context.getBean(EventStore.class);
    }

    public LogReader reader() {
        return context.getBean(LogReader.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EventStoreConfiguration.class)
    static class Application {}
}
