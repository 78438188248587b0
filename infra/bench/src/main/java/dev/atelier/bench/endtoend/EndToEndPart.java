package dev.atelier.bench.endtoend;

import dev.atelier.bench.Scale;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.http.Load;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.report.WarmUp;
import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Platform;
import dev.atelier.bench.stage.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Part c: jobs per second from POST until the read model says succeeded, and how long one job takes. */
public final class EndToEndPart {
    private static final int PRODUCERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What the part works with. @param settings of the deployables: where broker and S3 are */
    public record Stage(Platform platform, People people, Map<String, String> settings, Path bucketFolder, Path logs) {}

    private final Stage stage;
    private final Scale scale;
    private final Results results;
    private final Progress progress;
    private final List<Orders.Accepted> all = new ArrayList<>();

    public EndToEndPart(Stage stage, Scale scale, Results results, Progress progress) {
        this.stage = stage;
        this.scale = scale;
        this.results = results;
        this.progress = progress;
    }

    /** Returns every job that was acknowledged; all of them have succeeded, or a problem says otherwise. */
    public List<Orders.Accepted> measure() {
        results.note("end to end: an instant back end in a process of its own, at most " + InstantWorker.IN_HAND
                + " orders in hand; \"linked\": one object stored in S3 before the run, each job's key a link to it,"
                + " proven by the command side's HEAD; \"stored\": an object of 4 kB put into S3 for each job");
        try (JavaProcess worker = worker(stage.bucketFolder())) {
            warmUp("cwarm");
            measured("endtoend.linked", "clinked", scale.jobs());
            paced();
            results.add("memory.worker", ProcessMemory.megabytes(worker.pid()), "MB");
        }
        try (JavaProcess worker = worker(null)) {
            warmUp("cwarmstored");
            measured("endtoend.stored", "cstored", scale.storedJobs());
        }
        return all;
    }

    private JavaProcess worker(@Nullable Path bucketFolder) {
        return WorkerProcess.start(stage.settings(), bucketFolder, stage.logs());
    }

    private void warmUp(String series) {
        WarmUp.untilSteady(
                "end to end",
                scale.warmUpRounds(),
                progress,
                round -> throughput("warm-up", series + round, scale.warmUpJobs()));
    }

    private void measured(String name, String series, int jobs) {
        progress.say(name + ": " + jobs + " jobs");
        results.add(name, throughput(name, series, jobs), "/s");
    }

    /** Returns jobs per second, from the first order until the last one is seen to have succeeded. */
    private double throughput(String name, String series, int jobs) {
        Orders orders = new Orders(stage.people(), series);
        String token = stage.people().of(0).token();
        try (Completed completed = new Completed(queryPort(), token)) {
            long before = completed.count();
            long begin = System.nanoTime();
            Load.Outcome submitted = Load.run(commandPort(), PRODUCERS, LIMIT, jobs, orders::send);
            all.addAll(orders.accepted());
            long done = completed.await(before + submitted.done(), LIMIT) - before;
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (submitted.failed() > 0) {
                results.problem(
                        name + ": " + submitted.failed() + " not accepted, the first: " + submitted.firstFailure());
            }
            if (done != submitted.done()) {
                results.problem(name + ": " + submitted.done() + " accepted, " + done + " succeeded in time");
            }
            requireSucceeded(name, List.copyOf(orders.accepted()));
            return done / seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Not only their number: each one says so itself. */
    private void requireSucceeded(String name, List<Orders.Accepted> jobs) {
        Load.Outcome outcome = Load.run(queryPort(), PRODUCERS, LIMIT, jobs.size(), (connection, number) -> {
            Orders.Accepted job = jobs.get(number);
            return StatusPart.saysSucceeded(connection.send(
                    HttpRequest.get("/api/jobs/" + job.jobId(), job.owner().token(), "")));
        });
        if (outcome.done() < jobs.size()) {
            results.problem(name + ": " + (jobs.size() - outcome.done()) + " jobs do not say succeeded");
        }
    }

    private void paced() {
        progress.say("endtoend.paced: " + Scale.PACE + " jobs/s");
        PacedJobs jobs = new PacedJobs(commandPort(), queryPort(), stage.people());
        PacedJobs.Outcome outcome = jobs.run(Scale.PACE, scale.paced());
        all.addAll(outcome.accepted());
        results.latencies("endtoend.paced", outcome.latencies());
        if (outcome.failed() > 0) {
            results.problem(
                    "endtoend.paced: " + outcome.failed() + " jobs failed, the first: " + outcome.firstFailure());
        }
    }

    private int commandPort() {
        return stage.platform().port(Deployable.COMMAND_SIDE);
    }

    private int queryPort() {
        return stage.platform().port(Deployable.QUERY_SIDE);
    }
}
