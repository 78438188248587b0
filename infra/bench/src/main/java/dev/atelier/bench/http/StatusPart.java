package dev.atelier.bench.http;

import dev.atelier.bench.Scale;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.report.WarmUp;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Part d: how many finished jobs per second can be read back by their owners. */
public final class StatusPart {
    private static final byte[] SUCCEEDED = "\"state\":\"succeeded\"".getBytes(StandardCharsets.US_ASCII);
    private static final int JOBS_MAX = 5_000;

    private StatusPart() {}

    /**
     * Figures {@code PREFIX.CONNECTIONS}.
     *
     * @param port of the query side
     * @param finished jobs that have succeeded
     */
    public static void measure(
            int port, List<Orders.Accepted> finished, String prefix, Scale scale, Results results, Progress progress) {
        List<byte[]> requests = finished.stream()
                .skip(Math.max(0, finished.size() - JOBS_MAX))
                .map(job ->
                        HttpRequest.get("/api/jobs/" + job.jobId(), job.owner().token(), ""))
                .toList();
        Load.Call read = (connection, number) ->
                connection.send(requests.get(number % requests.size())).contains(SUCCEEDED);
        progress.say(prefix + ": reading " + requests.size() + " finished jobs");
        WarmUp.untilSteady(
                prefix,
                scale.warmUpRounds(),
                progress,
                round -> Load.run(port, 8, scale.reads().dividedBy(2), Long.MAX_VALUE, read)
                        .rate());
        for (int connections : Scale.READERS) {
            Load.Outcome outcome = Load.run(port, connections, scale.reads(), Long.MAX_VALUE, read);
            String name = prefix + "." + connections;
            results.rate(name, outcome.done(), outcome.seconds());
            results.latencies(name, outcome.latencies());
            if (outcome.failed() > 0) {
                results.problem(name + ": " + outcome.failed() + " reads did not say succeeded, the first: "
                        + outcome.firstFailure());
            }
        }
    }

    /** Whether the read model says that this job has succeeded. */
    public static boolean saysSucceeded(HttpAnswer answer) {
        return answer.contains(SUCCEEDED);
    }
}
