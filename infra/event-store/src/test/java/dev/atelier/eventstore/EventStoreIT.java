package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.servers.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The log on a real PostgreSQL through Axon, and the traps of Axon on Spring Boot 4 closed. */
class EventStoreIT {
    private static final Map<String, String> NOBODY = Map.of(Metadata.ACTOR, "system:test");
    private static final String DATABASE = TestServers.freshDatabase();
    private static ConfigurableApplicationContext context = start();

    private final UserId user = new UserId(UUID.randomUUID());
    private final AccountId account = AccountId.of(user);
    private final Commands commands = context.getBean(Commands.class);
    private final LogReader log = context.getBean(LogReader.class);

    @BeforeAll
    static void seesTheContext() {
        assertThat(context.isActive()).isTrue();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void axon_stores_in_our_log_and_nothing_was_chosen_by_accident() {
        assertThat(context.getBean(EventBus.class)).isInstanceOf(LogEventStore.class);
        assertThat(context.getBean(EventStorageEngine.class)).isInstanceOf(PostgresEventStorageEngine.class);
        assertThat(context.getBean(TransactionManager.class)).isInstanceOf(NoTransactionManager.class);
        assertThat(context.getBeansOfType(TokenStore.class)).isEmpty();
        assertThat(context.getBeansOfType(Serializer.class).values())
                .noneMatch(serializer -> serializer.getClass().getSimpleName().contains("XStream"));
    }

    @Test
    void a_command_is_stored_under_wire_names_with_who_acted() {
        Commands.Handled handled = commands.send(new OpenAccount(account, user), NOBODY);

        StoredEvent stored = log.stream(account.toString()).getFirst();
        assertThat(stored.payload()).isEqualTo(new AccountOpened(account, user));
        assertThat(stored.type()).isEqualTo("account-opened");
        assertThat(stored.json()).doesNotContain("dev.atelier").startsWith("{\"accountId\":\"" + account + "\"");
        assertThat(stored.metadata()).containsEntry(Metadata.ACTOR, "system:test");
        assertThat(handled.position()).isEqualTo(stored.position());
    }

    @Test
    void a_command_that_changes_nothing_has_no_position() {
        commands.send(new OpenAccount(account, user), NOBODY);

        assertThat(commands.send(new RefundBalance(account, new JobId(user.value()), RefundReason.JOB_FAILED), NOBODY)
                        .position())
                .isZero();
    }

    @Test
    void racing_writers_all_get_through_and_positions_follow_recorded_time() {
        commands.send(new OpenAccount(account, user), NOBODY);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> credit(1), executor))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        }

        List<StoredEvent> stream = log.stream(account.toString());
        assertThat(stream).hasSize(41).extracting(StoredEvent::sequence).isSorted();
        assertThat(stream).extracting(StoredEvent::recordedAt).isSorted();
        assertThat(stream).extracting(StoredEvent::position).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_conflict_is_told_by_the_stream_that_conflicted() {
        commands.send(new OpenAccount(account, user), NOBODY);

        assertThatThrownBy(() -> commands.send(new CreateAgain(account, user), NOBODY))
                .isInstanceOfSatisfying(
                        StreamExistsException.class, e -> assertThat(e.stream()).isEqualTo(account.toString()));
    }

    @Test
    void the_log_refuses_change() {
        commands.send(new OpenAccount(account, user), NOBODY);
        JdbcTemplate writer =
                new JdbcTemplate(context.getBean(LogDatabase.class).dataSource());
        JdbcTemplate owner = new JdbcTemplate(owner());

        for (String change : List.of("delete from event", "update event set sequence = 9", "truncate event")) {
            assertThatThrownBy(() -> writer.execute(change))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> owner.execute(change))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void a_reader_may_read_and_nothing_else() {
        commands.send(new OpenAccount(account, user), NOBODY);
        try (LogDatabase readers = LogDatabase.open(settings(LogRole.READER))) {
            JdbcTemplate jdbc = new JdbcTemplate(readers.dataSource());

            assertThat(jdbc.queryForList("select position from event where stream = ?", account.toString()))
                    .hasSize(1);
            assertThatThrownBy(() -> jdbc.execute("insert into event overriding system value select * from event"))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void a_category_finds_its_streams_only() {
        commands.send(new OpenAccount(account, user), NOBODY);

        assertThat(log.category("account-")).extracting(StoredEvent::stream).contains(account.toString());
        assertThat(log.category("preset-")).isEmpty();
    }

    @Test
    void personal_text_opens_with_its_owners_key_only_and_not_at_all_without_one() {
        PersonalTexts texts = context.getBean(PersonalTexts.class);
        PersonalText sealed = texts.seal(user, "кот");

        assertThat(texts.unseal(user, sealed)).contains("кот");
        assertThat(sealed.sealed()).doesNotContain("кот");
        assertThat(texts.seal(user, "кот")).isNotEqualTo(sealed);
        assertThat(texts.unseal(new UserId(UUID.randomUUID()), sealed)).isEmpty();
        assertThat(texts.fingerprint(user, new byte[] {1})).isEqualTo(texts.fingerprint(user, new byte[] {1}));
    }

    @Test
    void a_destroyed_key_is_never_made_again() {
        PersonalTexts texts = context.getBean(PersonalTexts.class);
        PersonalText before = texts.seal(user, "кот");
        texts.destroy(user);
        texts.destroy(user);
        PersonalText after = texts.seal(user, "кот");

        assertThat(texts.unseal(user, before)).isEmpty();
        assertThat(texts.unseal(user, after)).isEmpty();
        assertThat(texts.fingerprint(user, new byte[] {1})).isNotEqualTo(texts.fingerprint(user, new byte[] {1}));
    }

    @Test
    void tokens_survive_their_serializer_also_during_a_replay() {
        Serializer general = context.getBean("serializer", Serializer.class);
        Object token = org.axonframework.eventhandling.ReplayToken.createReplayToken(
                new LogToken(9, "nine"), new LogToken(3, "three"));
        var stored = general.serialize(token, byte[].class);

        Object read =
                general.deserialize(new SimpleSerializedObject<>(stored.getData(), byte[].class, stored.getType()));
        assertThat(read).isEqualTo(token);
    }

    private void credit(long amount) {
        commands.send(new CreditBalance(account, Credits.of(amount), new CreditCause.Welcome()), NOBODY);
    }

    private static LogSettings settings(LogRole role) {
        return new LogSettings(
                DATABASE, TestServers.postgres().user(), TestServers.postgres().password(), false, role, 2);
    }

    private static DataSource owner() {
        return new DriverManagerDataSource(
                DATABASE, TestServers.postgres().user(), TestServers.postgres().password());
    }

    private static ConfigurableApplicationContext start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--atelier.log.jdbc-url=" + DATABASE,
                "--atelier.log.role=writer",
                "--atelier.log.user=" + TestServers.postgres().user(),
                "--atelier.log.password=" + TestServers.postgres().password(),
                "--atelier.log.migrate=true",
                "--atelier.identity.key=0123456789abcdef0123456789abcdef"));
        return new SpringApplicationBuilder(TestApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    record CreateAgain(AccountId accountId, UserId owner) {}

    @Configuration
    @EnableAutoConfiguration
    @Import({EventStoreConfiguration.class, TestAccount.class})
    static class TestApplication {
        @Bean
        CommandTargetResolver accountTarget() {
            return command -> new VersionedAggregateIdentifier(
                    command.getPayload() instanceof dev.atelier.contracts.account.AccountCommand c
                            ? c.accountId().toString()
                            : "none",
                    null);
        }
    }

    @Aggregate(type = "account", commandTargetResolver = "accountTarget")
    static class TestAccount {
        @AggregateIdentifier
        private @Nullable String id;

        TestAccount() {}

        @CommandHandler
        TestAccount(CreateAgain command) {
            AggregateLifecycle.apply(new AccountOpened(command.accountId(), command.owner()));
        }

        @CommandHandler
        @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
        void handle(OpenAccount command) {
            AggregateLifecycle.apply(new AccountOpened(command.accountId(), command.owner()));
        }

        @CommandHandler
        void handle(CreditBalance command) {
            AggregateLifecycle.apply(new BalanceCredited(command.accountId(), command.amount(), command.cause()));
        }

        @CommandHandler
        void handle(RefundBalance command) {}

        @EventSourcingHandler
        void on(AccountEvent event) {
            id = event.accountId().toString();
        }
    }
}
