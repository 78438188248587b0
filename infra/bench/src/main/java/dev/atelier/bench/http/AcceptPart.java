package dev.atelier.bench.http;

import dev.atelier.bench.Scale;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.report.WarmUp;
import dev.atelier.bench.stage.People;
import java.util.ArrayList;
import java.util.List;

/** Part b: how many jobs per second are accepted, durably, while nobody works on them. */
public final class AcceptPart {
    private AcceptPart() {}

    /**
     * Returns every job that was acknowledged.
     *
     * @param port of the command side
     */
    public static List<Orders.Accepted> measure(
            int port, People people, Scale scale, Results results, Progress progress) {
        List<Orders.Accepted> all = new ArrayList<>();
        WarmUp.untilSteady("accept", scale.warmUpRounds(), progress, round -> {
            Orders orders = new Orders(people, "bwarm" + round);
            Load.Outcome outcome = Load.run(port, 8, scale.accept().dividedBy(2), Long.MAX_VALUE, orders::send);
            all.addAll(orders.accepted());
            return outcome.rate();
        });
        for (int connections : Scale.SUBMITTERS) {
            progress.say("accept: " + connections + " connections");
            Orders orders = new Orders(people, "b" + connections);
            Load.Outcome outcome = Load.run(port, connections, scale.accept(), Long.MAX_VALUE, orders::send);
            all.addAll(orders.accepted());
            String name = "accept." + connections;
            results.rate(name, outcome.done(), outcome.seconds());
            results.latencies(name, outcome.latencies());
            if (outcome.failed() > 0) {
                results.problem(name + ": " + outcome.failed() + " not accepted, the first: " + outcome.firstFailure());
            }
        }
        results.note("accept: POST /api/jobs with Idempotency-Key and a body of 300 bytes by " + people.count()
                + " accounts in turn, a JWT (RS256) on each request, no worker running");
        return all;
    }
}
