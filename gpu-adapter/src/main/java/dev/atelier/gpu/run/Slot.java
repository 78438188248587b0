package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.wire.UnreadableMessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A place for one run: takes an order, claims it, runs it, reports, and again. */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Logger ERRORS = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final Duration BROKER_AWAY_PAUSE = Duration.ofSeconds(1);

    /** What a slot works with. */
    record Tools(
            OrderQueues orders,
            BackendWatch watch,
            LiveRuns runs,
            LeftBehind left,
            Claims claims,
            RunProcess process,
            Reports reports,
            Signals signals,
            RunMeters meters) {}

    private final Tools tools;
    private final Thread thread;
    private volatile boolean ended;

    Slot(Tools tools, String name) {
        this.tools = tools;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this);
    }

    void begin() {
        thread.start();
    }

    /** Takes no more orders, and cuts off what is under way. */
    void end() {
        ended = true;
        thread.interrupt();
    }

    /** Waits for the last report to go out; false if it did not in time. */
    boolean join(Duration patience) throws InterruptedException {
        return patience.isPositive() && thread.join(patience);
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                tools.watch().awaitUp();
                Optional<LeftRun> left = tools.left().take();
                if (left.isPresent()) {
                    adopt(left.get());
                } else {
                    takeOne();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("slot ended");
        }
    }

    private void takeOne() throws InterruptedException {
        Optional<TakenOrder> order;
        try {
            order = tools.orders().take(tools.watch()::isUp);
        } catch (IOException | RuntimeException e) {
            LOG.warn("no orders can be taken, trying again: {}", e.toString());
            Thread.sleep(BROKER_AWAY_PAUSE);
            return;
        }
        if (order.isPresent()) {
            try (TakenOrder taken = order.get()) {
                handle(taken);
            } catch (RuntimeException | Error e) {
                // The place must not be lost with the order, and an order that fails like this must not spin.
                ERRORS.error("an order could not be handled", e);
                Thread.sleep(BROKER_AWAY_PAUSE);
            } finally {
                MDC.clear();
            }
        }
    }

    private void handle(TakenOrder taken) throws InterruptedException {
        RunOrder order;
        try {
            order = taken.read();
        } catch (UnreadableMessageException e) {
            ERRORS.error("an order cannot be read and goes to the dead letters: {}", e.getMessage());
            taken.bury();
            return;
        }
        name(order);
        LiveRun run = new LiveRun(order);
        tools.runs().add(run);
        try {
            if (isClaimed(taken, run)) {
                work(run, () -> tools.process().run(run));
            }
        } finally {
            tools.runs().remove(run);
        }
    }

    /** A run of a former life goes on if it is still ours; its result counts even if it is not. */
    private void adopt(LeftRun left) throws InterruptedException {
        name(left.order());
        LiveRun run = new LiveRun(left.id(), left.order());
        tools.runs().add(run);
        try {
            switch (tools.claims().ask(run)) {
                case RunClaim.Answer.Accepted _ -> {
                    run.markClaimed();
                    work(run, () -> tools.process().resume(run, left));
                }
                case RunClaim.Answer.Refused _
                when left.finished() -> work(run, () -> tools.process().resume(run, left));
                case RunClaim.Answer.Refused refused -> {
                    LOG.info("run {} of a former life is taken off: {}", left.id(), refused.why());
                    tools.left().drop(left);
                }
            }
        } finally {
            tools.runs().remove(run);
            MDC.clear();
        }
    }

    private static void name(RunOrder order) {
        MDC.put("job", order.jobId().toString());
        MDC.put("attempt", Integer.toString(order.attempt()));
    }

    /** Nothing is claimed that could not be run now; what is not answered for goes back to the queue. */
    private boolean isClaimed(TakenOrder taken, LiveRun run) throws InterruptedException {
        if (!tools.watch().check()) {
            return false;
        }
        return switch (tools.claims().ask(run)) {
            case RunClaim.Answer.Accepted _ -> {
                run.markClaimed();
                taken.acknowledge();
                yield true;
            }
            case RunClaim.Answer.Refused refused -> {
                LOG.info("not run: {}", refused.why());
                taken.acknowledge();
                yield false;
            }
        };
    }

    private void work(LiveRun run, Supplier<RunReport> process) throws InterruptedException {
        long start = System.nanoTime();
        tools.signals().heartbeatNow(run);
        LOG.info("claimed as {}", run.id());
        RunReport report = process.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        tools.meters().ended(run.order(), report, took);
        tools.reports().send(run, report);
        LOG.info("reported {} after {} ms", report.getClass().getSimpleName(), took.toMillis());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
