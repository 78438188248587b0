package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.servers.testing.TestServers;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Nothing here was chosen by the order of auto-configurations, and a second start finds what the first one left. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WiringIT {
    @Test
    void axon_appends_to_our_log_without_transactions_or_processors() {
        try (CommandSide side = new CommandSide(Map.of())) {
            ConfigurableApplicationContext context = side.context();
            assertThat(context.getBean(EventBus.class)).isInstanceOf(EventStore.class);
            assertThat(context.getBean(EventStorageEngine.class).getClass().getName())
                    .isEqualTo("dev.atelier.eventstore.PostgresEventStorageEngine");
            // The append is one statement of its own: a transaction around it would only hold its lock for longer.
            assertThat(context.getBean(TransactionManager.class)).isInstanceOf(NoTransactionManager.class);
            assertThat(context.getBean(CommandBus.class)).isInstanceOf(SimpleCommandBus.class);
            assertThat(context.getBeansOfType(TokenStore.class)).isEmpty();
            assertThat(context.getBean(EventProcessingConfiguration.class).eventProcessors())
                    .isEmpty();
            assertThat(context.getBeansOfType(Serializer.class).values())
                    .noneMatch(
                            serializer -> serializer.getClass().getSimpleName().contains("XStream"));
        }
    }

    @Test
    void presets_are_defined_once() {
        String database = TestServers.freshDatabase();
        Map<String, String> settings = Map.of("atelier.log.jdbc-url", database);
        long head;
        try (CommandSide first = new CommandSide(settings)) {
            assertThat(first.log().category("preset-").stream().map(StoredEvent::payload))
                    .hasSize(9)
                    .allMatch(PresetDefined.class::isInstance);
            head = first.log().headPosition();
        }
        try (CommandSide second = new CommandSide(settings)) {
            assertThat(second.log().headPosition()).isEqualTo(head);
        }
    }

    @Test
    void a_bad_setting_stops_the_start_with_its_name() {
        assertThatThrownBy(() -> new CommandSide(Map.of("atelier.jobs.in-flight-max", "0")).close())
                .hasStackTraceContaining("atelier.jobs.in-flight-max must be above 0");
        assertThatThrownBy(() -> new CommandSide(Map.of("atelier.s3.endpoint", "")).close())
                .hasStackTraceContaining("S3_ENDPOINT");
        assertThatThrownBy(() -> new CommandSide(Map.of("atelier.access.issuer", "")).close())
                .hasStackTraceContaining("atelier.access.issuer");
    }
}
