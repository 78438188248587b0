package dev.atelier.saga.line;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobId;
import dev.atelier.saga.line.domain.Turn;
import dev.atelier.saga.outbound.JobInLog;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.outbound.Sender;
import dev.atelier.saga.runs.RunOrders;
import dev.atelier.saga.runs.UnbuildableOrderException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands run orders out to pools that have free places, one for each. An order may go out twice, after a crash or when it
 * seemed lost: the claim lets it run once. For one thread.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");
    private static final int AT_ONCE_MAX = 200;

    /** What it works with. */
    record Tools(WaitingLine line, FreePlaces places, StoredSagas sagas, RunOrders orders, Sender sender) {}

    private final WaitingLine line;
    private final FreePlaces places;
    private final StoredSagas sagas;
    private final RunOrders orders;
    private final Sender sender;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration patience;

    Dispatcher(Tools tools, Clock clock, RandomGenerator random, Duration patience) {
        this.line = tools.line();
        this.places = tools.places();
        this.sagas = tools.sagas();
        this.orders = tools.orders();
        this.sender = tools.sender();
        this.clock = clock;
        this.random = random;
        this.patience = patience;
    }

    /** Serves each pool once. */
    void round() {
        if (line.isToBeRead()) {
            sagas.readInto(line);
            line.readAll();
        }
        int lost = line.giveBackOlderThan(patience, clock.instant());
        if (lost > 0) {
            LOG.warn("{} orders were handed out and not begun within {}: they wait again", lost, patience);
        }
        line.waiting().forEach(this::serve);
    }

    private void serve(String pool) {
        int free = Math.min(AT_ONCE_MAX, places.of(pool, line.handedOut(pool)));
        if (free > 0) {
            List<Turn> turns = line.take(pool, free, clock.instant());
            try {
                handOut(turns);
            } catch (RuntimeException e) {
                line.giveBack(pool, turns);
                throw e;
            }
        }
    }

    private void handOut(List<Turn> turns) {
        Map<JobId, JobCreated> jobs = sagas.jobs(turns.stream().map(Turn::jobId).toList());
        List<Outgoing> messages = new ArrayList<>();
        for (Turn turn : turns) {
            JobCreated job = jobs.get(turn.jobId());
            if (job == null) {
                line.forget(turn.jobId());
            } else {
                messages.add(message(job, turn.attempt()));
            }
        }
        sender.send(messages);
    }

    /** A run that cannot be described is a lost attempt: after the last one the job fails and the hold goes back. */
    private Outgoing message(JobCreated job, int attempt) {
        String cause = job.jobId() + "/" + attempt + "/turn";
        try (JobInLog inLog = JobInLog.open(job.jobId(), attempt)) {
            try {
                Outgoing order = Outgoing.order(orders.order(job, attempt), cause);
                LOG.info("ordered from pool {}", job.pool());
                return order;
            } catch (UnbuildableOrderException e) {
                LOG.error("cannot be ordered: {}", e.getMessage());
                return Outgoing.command(
                        new RecordFailure(
                                job.jobId(),
                                attempt,
                                FailureReason.ATTEMPT_LOST,
                                null,
                                clock.instant(),
                                random.nextDouble()),
                        cause);
            }
        }
    }
}
