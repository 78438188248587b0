package dev.atelier.saga.store;

import static dev.atelier.saga.jobfulfilment.domain.Jobs.ACCOUNT;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.JOB;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.NOON;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.PRICE;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.RefundReason;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Ended;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Live;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.NotBegun;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Parked;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment.Settling;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Capture;
import dev.atelier.saga.jobfulfilment.domain.Settlement.Release;
import dev.atelier.saga.jobfulfilment.domain.Stage;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored must be readable by the versions to come: the JSON is written out here and never edited. */
class FulfilmentJsonTest {
    private static final Map<String, Timeout> TIMEOUTS = Map.of(
            "{'timeout':'start-overdue','jobId':'%job'}",
            new Timeout.StartOverdue(JOB),
            "{'timeout':'restart-overdue','jobId':'%job','attempt':2}",
            new Timeout.RestartOverdue(JOB, 2),
            "{'timeout':'attempt-overdue','jobId':'%job','attempt':2}",
            new Timeout.AttemptOverdue(JOB, 2),
            "{'timeout':'worker-silent','jobId':'%job','attempt':2}",
            new Timeout.WorkerSilent(JOB, 2),
            "{'timeout':'back-off-over','jobId':'%job','attempt':2}",
            new Timeout.BackOffOver(JOB, 2),
            "{'timeout':'cancel-unanswered','jobId':'%job','attempt':2}",
            new Timeout.CancelUnanswered(JOB, 2),
            "{'timeout':'settlement-unseen','jobId':'%job','accountId':'%account',"
                    + "'settlement':{'settlement':'capture','amount':10}}",
            new Timeout.SettlementUnseen(JOB, ACCOUNT, new Capture(PRICE)),
            "{'timeout':'settlement-unseen','jobId':'%job','accountId':'%account',"
                    + "'settlement':{'settlement':'release','reason':'JOB_FAILED'}}",
            new Timeout.SettlementUnseen(JOB, ACCOUNT, new Release(RefundReason.JOB_FAILED)));

    @Test
    void timeouts_are_stored_by_names_that_never_change() {
        TIMEOUTS.forEach((json, timeout) -> {
            assertThat(FulfilmentJson.mapper().readValue(text(json), Timeout.class))
                    .isEqualTo(timeout);
            assertThat(FulfilmentJson.mapper().readTree(FulfilmentJson.mapper().writeValueAsString(timeout)))
                    .isEqualTo(FulfilmentJson.mapper().readTree(text(json)));
        });
        assertThat(TIMEOUTS.values().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Timeout.class.getPermittedSubclasses());
    }

    static List<JobFulfilment> states() {
        return List.of(
                new NotBegun(),
                new Live(created(), new Stage.Waiting(1, NOON), false, false),
                new Live(created(), new Stage.Running(1, "worker-a", NOON), true, false),
                new Live(created(), new Stage.BackingOff(2), false, true),
                new Settling(created(), new Stage.BackingOff(2), new Capture(PRICE)),
                new Ended(created()),
                new Parked(new NotBegun(), "why"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void every_state_is_read_back_as_it_was(JobFulfilment state) {
        String json = FulfilmentJson.mapper().writeValueAsString(state);

        assertThat(FulfilmentJson.mapper().readValue(json, JobFulfilment.class)).isEqualTo(state);
        assertThat(json).doesNotContain("dev.atelier");
    }

    @Test
    void a_state_stored_by_the_first_version_is_still_read() {
        String stored = """
                {'state':'live','job':{'jobId':'%job','owner':'user-0b1c0a50-0000-4000-8000-000000000001',
                 'accountId':'%account','kind':'IMAGE','preset':{'name':'invert','revision':1},'pool':'image',
                 'parameters':{},'inputs':[],'price':10,'attemptLimit':'PT2M','startLimit':'PT1H',
                 'fingerprint':'fingerprint','at':'2126-11-23T12:00:00Z'},
                 'stage':{'stage':'running','attempt':1,'worker':'worker-a','since':'2126-11-23T12:00:00Z'},
                 'cancelRequested':false,'settled':false}
                """;
        assertThat(FulfilmentJson.mapper().readValue(text(stored), JobFulfilment.class))
                .isEqualTo(new Live(created(), new Stage.Running(1, "worker-a", NOON), false, false));
    }

    private static String text(String quoted) {
        return quoted.replace('\'', '"').replace("%job", JOB.toString()).replace("%account", ACCOUNT.toString());
    }
}
