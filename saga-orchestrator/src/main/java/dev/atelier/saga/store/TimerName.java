package dev.atelier.saga.store;

import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.saga.jobfulfilment.domain.Timeout.AttemptOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.BackOffOver;
import dev.atelier.saga.jobfulfilment.domain.Timeout.CancelUnanswered;
import dev.atelier.saga.jobfulfilment.domain.Timeout.RestartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.SettlementUnseen;
import dev.atelier.saga.jobfulfilment.domain.Timeout.StartOverdue;
import dev.atelier.saga.jobfulfilment.domain.Timeout.WorkerSilent;
import java.util.Map;
import java.util.Objects;

/** The names under which timeouts are stored; never changed. */
public final class TimerName {
    private static final String WORKER_SILENT = "worker-silent";

    private static final Map<Class<? extends Timeout>, String> NAMES = Map.of(
            StartOverdue.class, "start-overdue",
            RestartOverdue.class, "restart-overdue",
            AttemptOverdue.class, "attempt-overdue",
            WorkerSilent.class, WORKER_SILENT,
            BackOffOver.class, "back-off-over",
            CancelUnanswered.class, "cancel-unanswered",
            SettlementUnseen.class, "settlement-unseen");

    private TimerName() {}

    public static String of(Class<? extends Timeout> timeout) {
        return Objects.requireNonNull(NAMES.get(timeout), () -> "no name for " + timeout);
    }
}
