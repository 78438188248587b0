package dev.atelier.bench.growth;

import dev.atelier.bench.Scale;
import dev.atelier.bench.append.AppendPart;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.profile.Recordings;
import dev.atelier.bench.replay.BareReplay;
import dev.atelier.bench.replay.RedisReplay;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Platform;
import dev.atelier.bench.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Parts e and f: a log of a given length, and what is measured on it. */
public final class FilledLog {
    private static final int PEOPLE = 200;

    private final Stage stage;
    private final Scale scale;
    private final Recordings recordings;
    private final Results results;
    private final Progress progress;

    public FilledLog(Stage stage, Scale scale, Recordings recordings, Results results, Progress progress) {
        this.stage = stage;
        this.scale = scale;
        this.recordings = recordings;
        this.results = results;
        this.progress = progress;
    }

    /** Replay on a large log; with {@code growth} also on a small one, and everything else that could grow slower. */
    public void measure(boolean growth) {
        if (growth) {
            measure("growth.small", scale.smallLog(), true);
        }
        measure("growth.large", scale.largeLog(), growth);
        for (String kind : List.of("read", "stream", "redis")) {
            results.value("growth.large.replay." + kind).ifPresent(value -> results.add("replay." + kind, value, "/s"));
        }
        ratio("append.growth", "append.32");
        ratio("status.growth", "status.32");
        ratio("replay.growth", "replay.read");
        ratio("replay.stream.growth", "replay.stream");
        ratio("replay.redis.growth", "replay.redis");
        results.note(
                "growth: %,d against %,d events in the log, whole lives of jobs written by COPY; redis: from a wiped"
                                .formatted(scale.smallLog(), scale.largeLog())
                        + " Redis until GET /api/queue is answered again");
    }

    private void ratio(String name, String figure) {
        results.ratio(name, results.value("growth.large." + figure), results.value("growth.small." + figure));
    }

    private void measure(String prefix, int events, boolean all) {
        Database database = stage.database(prefix.replace('.', '_'));
        wipeRedis();
        People people;
        try (Platform platform = stage.platform(database, recordings, Deployable.COMMAND_SIDE)) {
            people = People.register(stage.issuer(), platform.port(Deployable.COMMAND_SIDE), PEOPLE);
        }
        progress.say("%s: writing %,d events".formatted(prefix, events));
        List<Orders.Accepted> jobs = LogFill.fill(database, people, events);
        try (Platform platform = stage.platform(database, recordings, Deployable.QUERY_SIDE)) {
            int port = platform.port(Deployable.QUERY_SIDE);
            String token = people.of(0).token();
            RedisReplay.awaitComplete(port, token);
            progress.say(prefix + ": rebuilding the read models");
            RedisReplay.measure(stage.servers().redis(), port, token, events, prefix + ".replay.redis", results);
            if (all) {
                StatusPart.measure(port, jobs, prefix + ".status", scale, results, progress);
            }
        }
        progress.say(prefix + ": reading the log");
        BareReplay.measure(database, prefix + ".replay", stage.folder(), scale, results);
        if (all) {
            new AppendPart(stage.folder(), progress)
                    .measure("atelier", prefix + ".append", database, scale.growthAppend(), results);
        }
    }

    private void wipeRedis() {
        try {
            RedisReplay.wipe(stage.servers().redis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
