package dev.atelier.gpu.run;

import dev.atelier.contracts.run.RunClaim;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.wire.UnreadableMessageException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A place for one run: takes an order, claims it, runs it, reports, and again. Ends when its thread is interrupted. */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Logger ERRORS = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final Duration BROKER_AWAY_PAUSE = Duration.ofSeconds(1);

    /** What a slot works with. */
    record Tools(
            OrderQueues orders,
            BackendWatch watch,
            LiveRuns runs,
            Claims claims,
            RunProcess process,
            Reports reports,
            Signals signals,
            RunMeters meters) {}

    private final Tools tools;

    Slot(Tools tools) {
        this.tools = tools;
    }

    @Override
    public void run() {
        try {
            while (true) {
                tools.watch().awaitUp();
                takeOne();
            }
        } catch (InterruptedException e) {
            LOG.debug("slot ended");
        }
    }

    private void takeOne() throws InterruptedException {
        try {
            Optional<TakenOrder> order = tools.orders().take(tools.watch()::isUp);
            if (order.isPresent()) {
                handle(order.get());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("no orders can be taken, trying again: {}", e.toString());
            Thread.sleep(BROKER_AWAY_PAUSE);
        } finally {
            MDC.clear();
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
        MDC.put("job", order.jobId().toString());
        MDC.put("attempt", Integer.toString(order.attempt()));
        LiveRun run = new LiveRun(order);
        tools.runs().add(run);
        try {
            if (isClaimed(taken, run)) {
                work(run);
            }
        } finally {
            tools.runs().remove(run);
        }
    }

    /** Nothing is claimed that could not be run now. */
    private boolean isClaimed(TakenOrder taken, LiveRun run) throws InterruptedException {
        try {
            if (!tools.watch().check()) {
                taken.giveBack();
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
        } catch (InterruptedException e) {
            taken.giveBack();
            throw e;
        }
    }

    private void work(LiveRun run) throws InterruptedException {
        long start = System.nanoTime();
        tools.signals().heartbeatNow(run);
        LOG.info("claimed as {}", run.id());
        RunReport report = tools.process().run(run);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        tools.meters().ended(run.order(), report, took);
        tools.reports().send(run, report);
        LOG.info("reported {} after {} ms", report.getClass().getSimpleName(), took.toMillis());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
