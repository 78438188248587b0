package dev.atelier.chaos;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.People;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People order while everything is struck; then it is left to come to rest, and judged. */
final class Strikes implements Scenario {
    private static final int PEOPLE = 60;
    private static final int FINDINGS_SHOWN = 20;
    private static final long SAY_SECONDS = 10;
    private static final Duration LEAVING = Duration.ofMinutes(5);

    /**
     * How long things may take that are not as they should be, before they are judged.
     *
     * @param lastOrders until every order has an answer
     * @param quiet without any news while something still lives
     * @param readModels until owners read what the log says
     */
    record Patience(Duration lastOrders, Duration quiet, Duration readModels) {}

    /** For a machine that has hardly any time left for what it is asked. */
    static final Patience LONG = new Patience(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final Options options;
    private final Patience patience;
    private final Progress progress;

    Strikes(Options options, Patience patience, Progress progress) {
        this.options = options;
        this.patience = patience;
        this.progress = progress;
    }

    @Override
    public String again() {
        return options.again();
    }

    @Override
    public boolean isGood(World world, Path folder) {
        People people = People.register(world.issuer(), world.commandPorts().getFirst(), PEOPLE);
        Striker striker = new Striker(world, progress);
        List<Strike> strikes = StrikePlan.of(options.seed(), options.length(), striker.cast());
        progress.say("%d people order, %d strikes are to come".formatted(people.count(), strikes.size()));
        try (Promises promises = Promises.in(folder.resolve("accepted"))) {
            Customers customers = new Customers(options.seed(), people, new Replicas(world.commandPorts()), promises);
            double perSecond = rush(customers, promises, striker, strikes);
            progress.say("most people do not wait and cancel");
            customers.leave(LEAVING);
            return judge(world, people, customers, promises.all(), striker, perSecond);
        }
    }

    /** Orders and strikes beside each other; returns how many orders per second were accepted while people ordered. */
    private double rush(Customers customers, Promises promises, Striker striker, List<Strike> strikes) {
        CompletableFuture<Long> acceptedInTime = CompletableFuture.supplyAsync(
                promises::count,
                CompletableFuture.delayedExecutor(options.length().toMillis(), TimeUnit.MILLISECONDS));
        try (ScheduledExecutorService sayer = Executors.newSingleThreadScheduledExecutor()) {
            sayer.scheduleAtFixedRate(
                    () -> progress.say(
                            "%d accepted, %d orders not through".formatted(promises.count(), customers.open())),
                    SAY_SECONDS,
                    SAY_SECONDS,
                    TimeUnit.SECONDS);
            CompletableFuture<Void> struck = CompletableFuture.runAsync(() -> striker.carryOut(strikes));
            customers.order(options.perSecond(), options.length(), patience.lastOrders());
            struck.join();
            sayer.shutdownNow();
            return acceptedInTime.join() * 1_000.0 / options.length().toMillis();
        }
    }

    private boolean judge(
            World world,
            People people,
            Customers customers,
            List<Promise> promises,
            Striker striker,
            double perSecond) {
        progress.say("waiting for quiet");
        Judge judge = new Judge(progress);
        judge.awaitQuiet(world.database(), patience.quiet());
        Verdict verdict = judge.judge(promises.stream().map(Promise::jobId).toList());
        progress.say("asking owners what they read");
        List<String> differences = new OwnersView(
                        new Replicas(world.queryPorts()), people, judge.books(), patience.readModels())
                .differences(promises);
        verdict.counts().forEach(Strikes::print);
        customers.counts().forEach(Strikes::print);
        striker.counts().forEach(Strikes::print);
        System.out.printf(Locale.ROOT, "accepted.per-second=%.1f%n", perSecond);
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
}
