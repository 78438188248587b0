package dev.atelier.saga.outbound;

import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.run.CancelRun;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.wire.Routes;
import java.util.Locale;

/**
 * A message on its way to the broker. Its id follows from what it says, so that it is the same when it is sent again.
 *
 * @param cause id of the event, or name of the timeout, that asked for it
 * @param queueNeeded whether it must be kept until a queue takes it; otherwise nobody there to hear it is fine
 */
public record Outgoing(
        String exchange, String routingKey, Object message, String messageId, String cause, boolean queueNeeded) {

    /** A command to the command side; one that the orchestrator may not send is an {@link IllegalArgumentException}. */
    public static Outgoing command(Object command, String cause) {
        return new Outgoing(Routes.COMMANDS, Routes.COMMANDS_QUEUE, command, idOf(command), cause, true);
    }

    /** A pool that has no queue is a mistake of its preset: it must not hold up the others, so the order is dropped. */
    public static Outgoing order(RunOrder order, String cause) {
        String id = id(order.jobId(), order.attempt(), "run");
        return new Outgoing(Routes.RUNS, order.pool(), order, id, cause, false);
    }

    /** A worker that is gone hears nothing; the job learns it from the worker's silence. */
    public static Outgoing cancel(CancelRun cancel, String worker, String cause) {
        String id = id(cancel.jobId(), cancel.attempt(), "cancel");
        return new Outgoing(Routes.CONTROL, worker, cancel, id, cause, false);
    }

    private static String idOf(Object command) {
        return switch (command) {
            case QueueJob queue -> id(queue.jobId(), queue.attempt(), "queue");
            case ExpireJob expire -> expire.jobId() + "/expire";
            case RecordFailure failure ->
                id(
                        failure.jobId(),
                        failure.attempt(),
                        failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case CaptureBalance capture -> capture.jobId() + "/capture";
            case RefundBalance refund -> refund.jobId() + "/refund";
            default -> throw new IllegalArgumentException("not the orchestrator's to send: " + command.getClass());
        };
    }

    private static String id(JobId jobId, int attempt, String what) {
        return jobId + "/" + attempt + "/" + what;
    }
}
