package dev.atelier.chaos;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.People;
import dev.atelier.chaos.customer.Promises;
import dev.atelier.chaos.customer.Promises.Promise;
import dev.atelier.chaos.judge.Judge;
import dev.atelier.chaos.judge.Verdict;
import dev.atelier.chaos.judge.domain.JobBook.Wrong;
import dev.atelier.chaos.overload.LiveMemory;
import dev.atelier.chaos.overload.Rush;
import dev.atelier.chaos.overload.Rush.Answers;
import dev.atelier.chaos.stage.ShortDelays;
import dev.atelier.chaos.stage.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * More load than can be served. First the rate is found at which jobs are finished when there are always some; then
 * people order at four times that rate, and then more of them at once than there are places. Refusals have to come
 * early and say when to come again, memory has to stay what it was, and afterwards everything has to be as before.
 */
final class Overload implements Scenario {
    private static final int PEOPLE = 5;
    private static final int IN_FLIGHT_MAX = 40;
    private static final double TIMES = 4;
    /** What is offered, so that no less than {@link #TIMES} comes in. */
    private static final double OFFERED = 4.4;

    private static final int ROUND = 100;
    private static final int CONNECTIONS = 8;
    private static final int CROWD = 1_024;
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(1);
    private static final int AFTERWARDS = 100;
    /** A heap that grows with the load would be at its limit of 512 MB. */
    private static final double GROWTH_MAX = 48;

    private final Duration length;
    private final Progress progress;

    /** @param length of each of the two rushes */
    Overload(Duration length, Progress progress) {
        this.length = length;
        this.progress = progress;
    }

    static World.Plan plan() {
        Map<String, String> settings = new HashMap<>(ShortDelays.SETTINGS);
        settings.put("atelier.jobs.in-flight-max", Integer.toString(IN_FLIGHT_MAX));
        return new World.Plan(1, null, settings, false);
    }

    @Override
    public String again() {
        return "./chaos overload --seconds " + length.toSeconds();
    }

    @Override
    public boolean isGood(World world, Path folder) {
        int port = world.commandPorts().getFirst();
        People people = People.register(world.issuer(), port, PEOPLE);
        Judge judge = new Judge(progress);
        try (Promises promises = Promises.in(folder.resolve("accepted"))) {
            Rush rush = new Rush(people, port, promises);
            double sustainable = sustainable(rush, judge, world);
            Map<String, Double> before = LiveMemory.of(world.running());
            print("sustainable.per-second", sustainable);

            boolean paced = rush("paced", rush, () -> rush.paced(OFFERED * sustainable, length), TIMES * sustainable);
            boolean flat = isFlat("paced", before, LiveMemory.of(world.running()));
            boolean crowd = rush("crowd", rush, () -> rush.crowd(CROWD, length), TIMES * sustainable);
            flat &= isFlat("crowd", before, LiveMemory.of(world.running()));

            boolean refused = rush.answers().inFlight() + rush.answers().busy() > 0;
            boolean recovered = recovered(rush, judge, world);
            return judge(judge, promises.all(), rush) && paced && crowd && refused && flat && recovered;
        }
    }

    /** Jobs per second, when all that is needed is warm. */
    private double sustainable(Rush rush, Judge judge, World world) {
        double perSecond = 0;
        for (int round = 1; round <= 2; round++) {
            progress.say("round " + round + " of " + ROUND + " jobs: how many are finished per second");
            long begin = System.nanoTime();
            rush.orders(CONNECTIONS, ROUND);
            judge.awaitQuiet(world.database(), QUIET_PATIENCE);
            perSecond = ROUND * 1e9 / (System.nanoTime() - begin);
        }
        return perSecond;
    }

    /** Whether at least so many orders per second came in. */
    private boolean rush(String name, Rush rush, Runnable load, double wanted) {
        progress.say(name + " rush");
        Answers before = rush.answers();
        long begin = System.nanoTime();
        load.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Answers answers = rush.answers().since(before);
        print(name + ".offered-per-second", answers.all() / seconds);
        print(name + ".accepted", answers.accepted());
        print(name + ".refused-429", answers.inFlight());
        print(name + ".refused-503", answers.busy());
        return answers.all() / seconds > wanted;
    }

    private boolean isFlat(String name, Map<String, Double> before, Map<String, Double> now) {
        boolean flat = true;
        for (Map.Entry<String, Double> process : now.entrySet()) {
            double megabytesBefore = before.getOrDefault(process.getKey(), 0.0);
            print(name + ".heap-growth-mb." + process.getKey(), process.getValue() - megabytesBefore);
            flat &= process.getValue() - megabytesBefore < GROWTH_MAX;
        }
        return flat;
    }

    /** Whether what was accepted is finished, and new orders are taken at once and finished, too. */
    private boolean recovered(Rush rush, Judge judge, World world) {
        progress.say("waiting for quiet");
        long begin = System.nanoTime();
        judge.awaitQuiet(world.database(), QUIET_PATIENCE);
        print("recovered.after-seconds", (System.nanoTime() - begin) / 1e9);
        Answers before = rush.answers();
        rush.orders(CONNECTIONS, AFTERWARDS);
        judge.awaitQuiet(world.database(), QUIET_PATIENCE);
        Answers afterwards = rush.answers().since(before);
        print("recovered.accepted-of-" + AFTERWARDS, afterwards.accepted());
        return afterwards.accepted() == AFTERWARDS;
    }

    private static boolean judge(Judge judge, List<Promise> promises, Rush rush) {
        Verdict verdict = judge.judge(promises.stream().map(Promise::jobId).toList());
        verdict.counts().forEach(Overload::print);
        print("complaints", rush.complaints().size());
        System.out.printf(
                "lost=%d twice=%d stuck=%d%n",
                verdict.of(Wrong.LOST), verdict.of(Wrong.TWICE), verdict.of(Wrong.STUCK));
        rush.complaints().stream().limit(20).forEach(System.err::println);
        verdict.findings().stream().limit(20).forEach(System.err::println);
        return verdict.isGood() && rush.complaints().isEmpty();
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s=%.1f%n", name, value);
    }

    private static void print(String name, int value) {
        System.out.println(name + "=" + value);
    }
}
