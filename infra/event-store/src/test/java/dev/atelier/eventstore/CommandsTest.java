package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.Commands.Handled;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** When a command is handled once more, and from what. */
class CommandsTest {
    private static final String REMEMBERED = "remembered";
    private static final String READ = "read";

    private final SimpleCommandBus bus = SimpleCommandBus.builder().build();
    private final Commands commands = new Commands(bus);
    private final List<String> decidedFrom = new ArrayList<>();

    record Ask() {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void what_was_appended_stands_whatever_it_was_decided_from() {
        handle(CommandsTest::appended);
        assertThat(send()).isEqualTo(new Handled("appended", 7));
        assertThat(decidedFrom).containsExactly(REMEMBERED);
    }

    @Test
    void nothing_to_do_is_decided_once_more_from_the_log() {
        handle(() -> "nothing", () -> "nothing");
        assertThat(send()).isEqualTo(new Handled("nothing", 0));
        assertThat(decidedFrom).containsExactly(REMEMBERED, READ);
    }

    @Test
    void a_refusal_is_decided_once_more_from_the_log_and_then_stands() {
        handle(CommandsTest::refused, CommandsTest::refused);
        assertThatThrownBy(this::send).isInstanceOf(Refusal.class);
        assertThat(decidedFrom).containsExactly(REMEMBERED, READ);
    }

    @Test
    void a_refusal_that_the_log_does_not_confirm_is_never_seen() {
        handle(CommandsTest::refused, CommandsTest::appended);
        assertThat(send().position()).isEqualTo(7);
    }

    @Test
    void what_was_decided_without_assumptions_is_decided_once() {
        bus.subscribe(Ask.class.getName(), command -> {
            decidedFrom.add(READ);
            return refused();
        });
        assertThatThrownBy(this::send).isInstanceOf(Refusal.class);
        assertThat(decidedFrom).containsExactly(READ);
    }

    @Test
    void a_lost_race_is_decided_from_the_log_until_it_is_won() {
        handle(CommandsTest::overtaken, CommandsTest::overtaken, CommandsTest::appended);
        assertThat(send().position()).isEqualTo(7);
        assertThat(decidedFrom).containsExactly(REMEMBERED, READ, READ);
    }

    @Test
    void the_stream_that_exists_is_read_once() {
        handle(CommandsTest::existing, () -> "found");
        assertThat(send()).isEqualTo(new Handled("found", 0));
        assertThat(decidedFrom).containsExactly(REMEMBERED, READ);
    }

    @Test
    void whoever_creates_what_exists_again_and_again_hears_of_it() {
        handle(CommandsTest::existing, CommandsTest::existing);
        assertThatThrownBy(this::send).isInstanceOf(StreamExistsException.class);
    }

    @Test
    void a_log_that_is_away_is_not_asked_again() {
        handle(() -> {
            throw new LogUnavailableException("away");
        });
        assertThatThrownBy(this::send).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void without_a_command_nothing_is_assumed() {
        assertThat(Handling.assume(() -> REMEMBERED)).isNull();
    }

    /** A handler that takes its stream as it is remembered, if it may, and answers in turn. */
    @SafeVarargs
    private void handle(Supplier<Object>... answers) {
        Iterator<Supplier<Object>> next = List.of(answers).iterator();
        bus.subscribe(Ask.class.getName(), command -> {
            decidedFrom.add(Handling.assume(() -> REMEMBERED) == null ? READ : REMEMBERED);
            return next.next().get();
        });
    }

    private Handled send() {
        return commands.send(new Ask(), Map.of());
    }

    private static Object appended() {
        Commands.appended(7);
        return "appended";
    }

    private static Object refused() {
        throw new Refusal();
    }

    private static Object overtaken() {
        throw new ConcurrencyException("somebody else was faster");
    }

    private static Object existing() {
        throw new StreamExistsException("job-1", new IllegalStateException());
    }
}
