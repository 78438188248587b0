package dev.atelier.command.job.domain;

import static dev.atelier.command.job.domain.JobSpec.attemptFailed;
import static dev.atelier.command.job.domain.JobSpec.cancel;
import static dev.atelier.command.job.domain.JobSpec.cancelRequested;
import static dev.atelier.command.job.domain.JobSpec.cancelled;
import static dev.atelier.command.job.domain.JobSpec.create;
import static dev.atelier.command.job.domain.JobSpec.created;
import static dev.atelier.command.job.domain.JobSpec.delivered;
import static dev.atelier.command.job.domain.JobSpec.delivery;
import static dev.atelier.command.job.domain.JobSpec.expire;
import static dev.atelier.command.job.domain.JobSpec.failed;
import static dev.atelier.command.job.domain.JobSpec.failure;
import static dev.atelier.command.job.domain.JobSpec.given;
import static dev.atelier.command.job.domain.JobSpec.late;
import static dev.atelier.command.job.domain.JobSpec.queue;
import static dev.atelier.command.job.domain.JobSpec.queued;
import static dev.atelier.command.job.domain.JobSpec.retry;
import static dev.atelier.command.job.domain.JobSpec.start;
import static dev.atelier.command.job.domain.JobSpec.started;
import static dev.atelier.command.job.domain.JobSpec.stopped;
import static dev.atelier.command.job.domain.JobSpec.succeeded;
import static dev.atelier.command.job.domain.JobSpec.success;
import static dev.atelier.contracts.job.FailureReason.TIMED_OUT;
import static dev.atelier.contracts.job.FailureReason.WORKFLOW_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.job.JobEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state meets every command, and each answer is written down: no cell is decided by accident. Rows are commands,
 * columns states; {@code -} is nothing to do, {@code !why} a refusal; the words are explained below. The job is at
 * attempt 2 where it can be.
 */
class JobTableTest {
    private static final String TABLE = """
            command       |NotCreated |Queued      |Running     |Cancelling   |Waiting  |Succeeded |Failed   |Cancelled
            create        |new+queued |-           |-           |-            |-        |-         |-        |-
            create other  |new+queued |!reused     |!reused     |!reused      |!reused  |!reused   |!reused  |!reused
            start 1       |!unknown   |!attempt    |!attempt    |!attempt     |!attempt |!ended    |!ended   |!ended
            start 2       |!unknown   |started     |-           |!stopping    |!attempt |!ended    |!ended   |!ended
            start 2 other |!unknown   |started     |!worker     |!worker      |!attempt |!ended    |!ended   |!ended
            start 3       |!unknown   |!attempt    |!attempt    |!attempt     |!attempt |!ended    |!ended   |!ended
            success 1     |!unknown   |done        |done        |done         |done     |late      |late     |late
            success 2     |!unknown   |!attempt    |done        |done         |!attempt |-         |late     |late
            success 3     |!unknown   |!attempt    |!attempt    |!attempt     |!attempt |!attempt  |!attempt |!attempt
            failure 1     |!unknown   |-           |-           |-            |-        |-         |-        |-
            failure 2     |!unknown   |lost+retry  |lost+retry  |lost+stopped |-        |-         |-        |-
            fatal 2       |!unknown   |lost+failed |lost+failed |lost+stopped |-        |-         |-        |-
            stopped 1     |!unknown   |-           |-           |-            |-        |-         |-        |-
            stopped 2     |!unknown   |-           |-           |stopped      |-        |-         |-        |-
            queue 2       |!unknown   |-           |-           |-            |queued   |-         |-        |-
            queue 3       |!unknown   |-           |-           |-            |-        |-         |-        |-
            expire        |!unknown   |-           |-           |-            |-        |-         |-        |-
            cancel        |!unknown   |stopped     |stopping    |-            |stopped  |!ended    |!ended   |-
            delivery      |!unknown   |!live       |!live       |!live        |!live    |shown     |shown    |shown
            """;

    private static final Map<Object, String> WORDS = Map.ofEntries(
            Map.entry(JobEvent.JobCreated.class, "new"),
            Map.entry(JobEvent.JobQueued.class, "queued"),
            Map.entry(JobEvent.JobStarted.class, "started"),
            Map.entry(JobEvent.JobSucceeded.class, "done"),
            Map.entry(JobEvent.JobAttemptFailed.class, "lost"),
            Map.entry(JobEvent.JobRetryScheduled.class, "retry"),
            Map.entry(JobEvent.JobFailed.class, "failed"),
            Map.entry(JobEvent.JobCancelRequested.class, "stopping"),
            Map.entry(JobEvent.JobCancelled.class, "stopped"),
            Map.entry(JobEvent.LateResultRecorded.class, "late"),
            Map.entry(JobEvent.ResultDelivered.class, "shown"),
            Map.entry(JobRefusal.UNKNOWN_JOB, "unknown"),
            Map.entry(JobRefusal.KEY_REUSED, "reused"),
            Map.entry(JobRefusal.ENDED, "ended"),
            Map.entry(JobRefusal.NOT_ENDED, "live"),
            Map.entry(JobRefusal.CANCEL_REQUESTED, "stopping"),
            Map.entry(JobRefusal.OTHER_ATTEMPT, "attempt"),
            Map.entry(JobRefusal.OTHER_WORKER, "worker"));

    private static final List<JobEvent> FIRST_FAILED =
            List.of(created(), queued(1), started(1), attemptFailed(1, TIMED_OUT), retry(2, Duration.ofSeconds(1)));

    /** States by the events that lead there. */
    private static Map<String, List<JobEvent>> states() {
        Map<String, List<JobEvent>> states = new LinkedHashMap<>();
        states.put("NotCreated", List.of());
        states.put("Queued", after(queued(2)));
        states.put("Running", after(queued(2), started(2)));
        states.put("Cancelling", after(queued(2), started(2), cancelRequested(2)));
        states.put("Waiting", FIRST_FAILED);
        states.put("Succeeded", after(queued(2), started(2), succeeded(2)));
        states.put(
                "Failed", after(queued(2), started(2), attemptFailed(2, WORKFLOW_REJECTED), failed(WORKFLOW_REJECTED)));
        states.put("Cancelled", after(queued(2), started(2), cancelRequested(2), cancelled(1)));
        return states;
    }

    private static Map<String, JobCommand> commands() {
        Map<String, JobCommand> commands = new LinkedHashMap<>();
        commands.put("create", create("same"));
        commands.put("create other", create("other"));
        commands.put("start 1", start(1));
        commands.put("start 2", start(2));
        commands.put("start 2 other", start(2, "worker-b", "run-2"));
        commands.put("start 3", start(3));
        commands.put("success 1", success(1));
        commands.put("success 2", success(2));
        commands.put("success 3", success(3));
        commands.put("failure 1", failure(1, TIMED_OUT));
        commands.put("failure 2", failure(2, TIMED_OUT));
        commands.put("fatal 2", failure(2, WORKFLOW_REJECTED));
        commands.put("stopped 1", stopped(1, Duration.ofSeconds(12)));
        commands.put("stopped 2", stopped(2, Duration.ofSeconds(12)));
        commands.put("queue 2", queue(2));
        commands.put("queue 3", queue(3));
        commands.put("expire", expire());
        commands.put("cancel", cancel());
        commands.put("delivery", delivery("7"));
        return commands;
    }

    /** Endings from the first attempt, so that the table is not the only place a command is repeated from. */
    private static Stream<List<JobEvent>> everyState() {
        return Stream.concat(
                states().values().stream(),
                Stream.of(
                        List.of(created(), queued(1)),
                        List.of(created(), queued(1), started(1)),
                        after(queued(2), started(2), succeeded(1)),
                        after(queued(2), started(2), succeeded(2), late(1), delivered("7"))));
    }

    @Test
    void every_cell_is_as_written_down() {
        List<String[]> rows =
                TABLE.lines().map(line -> line.split("\\s*\\|\\s*")).toList();
        assertThat(List.of(rows.getFirst()).subList(1, rows.getFirst().length))
                .isEqualTo(List.copyOf(states().keySet()));
        assertThat(rows.stream().skip(1).map(row -> row[0]))
                .isEqualTo(List.copyOf(commands().keySet()));
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = 1; column < row.length; column++) {
                String state = rows.getFirst()[column];
                List<JobEvent> events = states().getOrDefault(state, List.of());
                assertThat(cell(events, row[0])).as("%s when %s", row[0], state).isEqualTo(row[column].strip());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void every_command_repeated_changes_nothing(List<JobEvent> events) {
        for (JobCommand command : commands().values()) {
            JobSpec once = given(events.toArray(JobEvent[]::new)).when(command);
            Job before = once.job();
            once.when(command);
            assertThat(once.decision().events()).as("%s again", command).isEmpty();
            assertThat(once.job()).isEqualTo(before);
        }
    }

    /** Every command type is in the table, so a new one cannot be forgotten. */
    @Test
    void every_command_type_is_in_the_table() {
        assertThat(commands().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(JobCommand.class.getPermittedSubclasses());
    }

    private static String cell(List<JobEvent> state, String name) {
        JobCommand command = Objects.requireNonNull(commands().get(name));
        return switch (given(state.toArray(JobEvent[]::new)).when(command).decision()) {
            case Decision.Refused<JobEvent, JobRefusal>(JobRefusal why) -> "!" + WORDS.get(why);
            case Decision.Decided<JobEvent, JobRefusal>(List<JobEvent> decided) when decided.isEmpty() -> "-";
            case Decision.Decided<JobEvent, JobRefusal>(List<JobEvent> decided) ->
                decided.stream().map(event -> WORDS.get(event.getClass())).collect(Collectors.joining("+"));
        };
    }

    private static List<JobEvent> after(JobEvent... events) {
        List<JobEvent> all = new ArrayList<>(FIRST_FAILED);
        all.addAll(List.of(events));
        return all;
    }
}
