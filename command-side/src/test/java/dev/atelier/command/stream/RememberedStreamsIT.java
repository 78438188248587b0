package dev.atelier.command.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.command.account.domain.AccountRefusal.OutOfCredit;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Purses.BalanceOf;
import dev.atelier.command.stream.Purses.CreditInVain;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.CreditBalance;
import dev.atelier.contracts.account.AccountCommand.OpenAccount;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.Commands;
import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.eventstore.LogReader;
import dev.atelier.servers.testing.TestServers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Two processes that remember three streams each, on one log. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RememberedStreamsIT {
    private static final int REMEMBERED_MAX = 3;
    private static final String DATABASE = TestServers.freshDatabase();
    private static final Replica here = new Replica(true);
    private static final Replica elsewhere = new Replica(false);

    private final UserId owner = new UserId(UUID.randomUUID());
    private final AccountId account = AccountId.of(owner);
    private final JobId job = new JobId(UUID.randomUUID());

    @AfterAll
    static void stop() {
        elsewhere.context.close();
        here.context.close();
    }

    @BeforeEach
    void countFromHere() {
        here.events.reads();
    }

    @Test
    void a_new_stream_and_a_remembered_one_are_not_read() {
        here.send(new OpenAccount(account, owner));
        here.send(credit(3));
        here.send(reserve(2));
        assertThat(here.events.reads()).isZero();
    }

    @Test
    void a_stream_that_was_thought_to_be_new_is_read() {
        elsewhere.send(new OpenAccount(account, owner));
        assertThat(here.send(new OpenAccount(account, owner))).isEqualTo(Decision.nothingToDo());
        assertThat(here.log.stream(account.toString())).hasSize(1);
    }

    @Test
    void what_another_process_overtook_is_forgotten_and_decided_from_the_log() {
        here.send(new OpenAccount(account, owner));
        elsewhere.send(credit(5));
        here.events.reads();

        here.send(credit(1));

        assertThat(here.events.reads()).isOne();
        assertThat(here.log.stream(account.toString())).hasSize(3);
        assertThat(here.send(reserve(6))).isInstanceOf(Decision.Decided.class);
        assertThat(here.events.reads()).isZero();
    }

    @Test
    void of_a_stream_that_another_process_moved_on_only_what_is_new_is_read() {
        here.send(new OpenAccount(account, owner));
        for (int i = 0; i < 50; i++) {
            here.send(credit(1));
        }
        elsewhere.send(credit(5));
        elsewhere.send(credit(5));
        here.events.eventsReadOn();

        here.send(credit(1));

        assertThat(here.events.eventsReadOn())
                .as("the last one that is known, and two")
                .isEqualTo(3);
        assertThat(here.send(new BalanceOf(account))).isEqualTo(61L);
        assertThat(here.send(reserve(61))).isInstanceOf(Decision.Decided.class);
    }

    @Test
    void nobody_is_refused_who_paid_elsewhere() {
        here.send(new OpenAccount(account, owner));
        elsewhere.send(credit(5));
        here.events.reads();

        assertThat(here.send(reserve(5))).isInstanceOf(Decision.Decided.class);
        assertThat(here.events.reads()).isOne();
    }

    @Test
    void a_refusal_tells_what_the_log_says() {
        here.send(new OpenAccount(account, owner));
        elsewhere.send(credit(5));

        assertThat(here.send(reserve(6))).isEqualTo(Decision.refused(new OutOfCredit(Credits.of(5), Credits.of(6))));
    }

    @Test
    void nothing_to_do_is_what_the_log_says() {
        here.send(new OpenAccount(account, owner));
        here.send(credit(5));
        elsewhere.send(reserve(5));

        assertThat(here.send(new CaptureBalance(account, job, Credits.of(5)))).isInstanceOf(Decision.Decided.class);
        assertThat(here.log.stream(account.toString())).hasSize(4);
    }

    @Test
    void what_was_rolled_back_is_not_remembered() {
        here.send(new OpenAccount(account, owner));
        here.send(credit(1));

        assertThatThrownBy(() -> here.send(new CreditInVain(credit(100)))).hasMessage("in vain");

        here.events.reads();
        assertThat(here.send(reserve(100))).isInstanceOf(Decision.Refused.class);
        assertThat(here.send(new BalanceOf(account))).isEqualTo(1L);
    }

    @Test
    void no_more_than_so_many_are_remembered() {
        var accounts = IntStream.range(0, 4 * REMEMBERED_MAX)
                .mapToObj(i -> new UserId(UUID.randomUUID()))
                .toList();
        accounts.forEach(each -> here.send(new OpenAccount(AccountId.of(each), each)));
        here.events.reads();

        accounts.forEach(each -> here.send(credit(AccountId.of(each), 1)));

        assertThat(here.events.reads()).isBetween(3 * REMEMBERED_MAX, 4 * REMEMBERED_MAX);
    }

    private CreditBalance credit(long amount) {
        return credit(account, amount);
    }

    private static CreditBalance credit(AccountId to, long amount) {
        return new CreditBalance(to, Credits.of(amount), new CreditCause.Welcome());
    }

    private AccountCommand reserve(long price) {
        return new ReserveBalance(account, job, Credits.of(price), 100);
    }

    private static final class Replica {
        private final ConfigurableApplicationContext context;
        private final CountingStore events;
        private final LogReader log;

        Replica(boolean migrate) {
            context = new SpringApplicationBuilder(TestApplication.class)
                    .web(WebApplicationType.NONE)
                    .run(
                            "--atelier.log.jdbc-url=" + DATABASE,
                            "--atelier.log.user=" + TestServers.postgres().user(),
                            "--atelier.log.password=" + TestServers.postgres().password(),
                            "--atelier.log.role=writer",
                            "--atelier.log.migrate=" + migrate,
                            "--atelier.identity.key=0123456789abcdef0123456789abcdef");
            events = context.getBean(Purses.class).events();
            log = context.getBean(LogReader.class);
        }

        Object send(Object command) {
            Object result = context.getBean(Commands.class)
                    .send(command, Map.of(Metadata.ACTOR, "system:test"))
                    .result();
            return result == null ? "nothing" : result;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(EventStoreConfiguration.class)
    static class TestApplication {
        @Bean
        Purses purses(EventStore events) {
            return new Purses(new CountingStore(events), REMEMBERED_MAX);
        }
    }
}
