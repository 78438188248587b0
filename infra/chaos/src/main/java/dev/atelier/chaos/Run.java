package dev.atelier.chaos;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.TemporaryFolder;
import dev.atelier.chaos.customer.Customers;
import dev.atelier.chaos.customer.Promises;
import dev.atelier.chaos.customer.Promises.Promise;
import dev.atelier.chaos.customer.Replicas;
import dev.atelier.chaos.judge.Judge;
import dev.atelier.chaos.judge.OwnersView;
import dev.atelier.chaos.judge.Verdict;
import dev.atelier.chaos.judge.domain.JobBook.Wrong;
import dev.atelier.chaos.stage.World;
import dev.atelier.chaos.strike.Striker;
import dev.atelier.chaos.strike.domain.Strike;
import dev.atelier.chaos.strike.domain.StrikePlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run: everything is started, struck, left to come to rest, and judged. */
final class Run implements AutoCloseable {
    private static final int PEOPLE = 60;
    private static final Duration LAST_ORDERS = Duration.ofMinutes(2);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(1);
    private static final Duration READ_MODEL_PATIENCE = Duration.ofMinutes(1);
    private static final int FINDINGS_SHOWN = 20;
    private static final long SAY_SECONDS = 10;

    private final Options options;
    private final Progress progress;
    private final TemporaryFolder folder = TemporaryFolder.make("atelier-chaos-");
    private final World world;
    private final Thread onExit = new Thread(this::breakOff, "stop-chaos");
    private boolean stopped;
    private boolean keep;
    private volatile boolean brokenOff;

    Run(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
        world = new World(folder.path(), options.replicas(), options.plant(), progress);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Prints what came of it; what was not good stays to be looked at. */
    boolean isGood() {
        boolean good = false;
        try {
            good = runAndJudge();
        } finally {
            if (!good && !brokenOff) {
                keep = true;
                System.err.println("again:  " + options.again());
                System.err.println("logs and data:  " + folder.path());
            }
        }
        return good;
    }

    private boolean runAndJudge() {
        progress.say(options.again());
        world.start();
        People people = People.register(world.issuer(), world.commandPorts().getFirst(), PEOPLE);
        Striker striker = new Striker(world, progress);
        List<Strike> strikes = StrikePlan.of(options.seed(), options.length(), striker.cast());
        progress.say("%d people order, %d strikes are to come".formatted(people.count(), strikes.size()));
        try (Promises promises = Promises.in(folder.path().resolve("accepted"))) {
            Customers customers = new Customers(options.seed(), people, new Replicas(world.commandPorts()), promises);
            long seconds = rush(customers, promises, striker, strikes);
            return judge(people, customers, promises.all(), striker, seconds);
        }
    }

    /** Orders and strikes beside each other; returns after how many seconds the last order was through. */
    private long rush(Customers customers, Promises promises, Striker striker, List<Strike> strikes) {
        long begin = System.nanoTime();
        try (ScheduledExecutorService sayer = Executors.newSingleThreadScheduledExecutor()) {
            sayer.scheduleAtFixedRate(
                    () -> progress.say(
                            "%d accepted, %d orders not through".formatted(promises.count(), customers.open())),
                    SAY_SECONDS,
                    SAY_SECONDS,
                    TimeUnit.SECONDS);
            CompletableFuture<Void> struck = CompletableFuture.runAsync(() -> striker.carryOut(strikes));
            customers.order(options.perSecond(), options.length(), LAST_ORDERS);
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            struck.join();
            sayer.shutdownNow();
            return seconds;
        }
    }

    private boolean judge(People people, Customers customers, List<Promise> promises, Striker striker, long seconds) {
        progress.say("waiting for quiet");
        Judge judge = new Judge(progress);
        judge.awaitQuiet(world.database(), QUIET_PATIENCE);
        Verdict verdict = judge.judge(promises.stream().map(Promise::jobId).toList());
        progress.say("asking owners what they read");
        List<String> differences = new OwnersView(
                        new Replicas(world.queryPorts()), people, judge.books(), READ_MODEL_PATIENCE)
                .differences(promises);
        verdict.counts().forEach(Run::print);
        customers.counts().forEach(Run::print);
        striker.counts().forEach(Run::print);
        System.out.printf("accepted.per-second=%.1f%n", promises.size() / (double) Math.max(1, seconds));
        print("complaints", customers.complaints().size());
        print("ledger", verdict.ledgerProblems());
        print("differences", differences.size());
        System.out.printf(
                "lost=%d twice=%d stuck=%d%n",
                verdict.of(Wrong.LOST), verdict.of(Wrong.TWICE), verdict.of(Wrong.STUCK));
        boolean good = verdict.isGood()
                && differences.isEmpty()
                && customers.complaints().isEmpty();
        if (!good) {
            show(verdict.findings());
            show(differences);
            show(List.copyOf(customers.complaints()));
        }
        return good;
    }

    private static void show(List<String> findings) {
        findings.stream().limit(FINDINGS_SHOWN).forEach(System.err::println);
    }

    private static void print(String name, int value) {
        System.out.println(name + "=" + value);
    }

    /** Somebody pressed Ctrl-C: nothing stays, not even what there was to look at. */
    private void breakOff() {
        brokenOff = true;
        stop();
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            world.close();
            if (!keep) {
                folder.close();
            }
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
