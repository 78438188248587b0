package dev.atelier.saga.timers;

import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.TimedOut;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilmentProcess;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.saga.outbound.JobInLog;
import dev.atelier.saga.outbound.Outgoing;
import dev.atelier.saga.store.TimerName;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the commands of due timers, once the broker has confirmed them and again after a while, until the job has
 * cancelled the timer. It touches no saga: the job and the account know what is out of date.
 */
final class TimerPoller {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");
    private static final int BATCH = 100;

    private final Timers timers;
    private final HeartbeatWatch watch;
    private final Consumer<List<Outgoing>> sending;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration repeat;
    private final MeterRegistry meters;

    /** @param sending returns when all are confirmed; throws when one is not, and then all are sent again */
    TimerPoller(
            Timers timers,
            HeartbeatWatch watch,
            Consumer<List<Outgoing>> sending,
            Clock clock,
            RandomGenerator random,
            Duration repeat,
            MeterRegistry meters) {
        this.timers = timers;
        this.watch = watch;
        this.sending = sending;
        this.clock = clock;
        this.random = random;
        this.repeat = repeat;
        this.meters = meters;
    }

    /** Sends all that is due. Returns when the next one will be, if any is known. */
    Optional<Instant> round() {
        boolean hearing = watch.isHearing();
        while (send(hearing) == BATCH) {
            // There may be more.
        }
        Optional<Instant> next = timers.next(hearing);
        watch.tick();
        return next;
    }

    private int send(boolean hearing) {
        Instant now = clock.instant();
        Instant again = now.plus(repeat);
        List<Timers.Due> due = timers.take(now, again, hearing, BATCH);
        if (!due.isEmpty()) {
            try {
                sending.accept(due.stream().map(taken -> command(taken, now)).toList());
            } catch (RuntimeException e) {
                timers.giveBack(due, now, again);
                throw e;
            }
        }
        return due.size();
    }

    private Outgoing command(Timers.Due due, Instant now) {
        Timeout timeout = due.timeout();
        String name = TimerName.of(timeout.getClass());
        try (JobInLog inLog = JobInLog.open(timeout.jobId(), timeout.attempt())) {
            LOG.info("{}", name);
        }
        meters.timer("atelier.saga.timers.late", "timer", name).record(Duration.between(due.due(), now));
        TimedOut input = new TimedOut(timeout, now, random.nextDouble());
        return Outgoing.command(JobFulfilmentProcess.onTimeout(input).command(), "timer:" + name);
    }
}
