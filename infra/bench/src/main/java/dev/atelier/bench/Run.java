package dev.atelier.bench;

import dev.atelier.bench.append.AppendPart;
import dev.atelier.bench.audit.AuditPart;
import dev.atelier.bench.endtoend.EndToEndPart;
import dev.atelier.bench.growth.FilledLog;
import dev.atelier.bench.http.AcceptPart;
import dev.atelier.bench.http.HttpFloor;
import dev.atelier.bench.http.Orders;
import dev.atelier.bench.http.StatusPart;
import dev.atelier.bench.profile.Recordings;
import dev.atelier.bench.report.Progress;
import dev.atelier.bench.report.Results;
import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.Deployable;
import dev.atelier.bench.stage.JavaProcess;
import dev.atelier.bench.stage.Modules;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.Platform;
import dev.atelier.bench.stage.ProcessMemory;
import dev.atelier.bench.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** One run: the parts in their order, on one set of servers, which ends with it. */
final class Run implements AutoCloseable {
    private final Options options;
    private final Scale scale;
    private final Results results;
    private final Progress progress;
    private final Recordings recordings;
    private final Stage stage;
    private final Thread onExit = new Thread(this::stop, "stop-bench");
    private boolean stopped;

    Run(Options options, Results results, Progress progress) {
        this.options = options;
        this.scale = options.scale();
        this.results = results;
        this.progress = progress;
        recordings = new Recordings(options.recordings());
        stage = new Stage(progress);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    void measure() {
        settings();
        HttpFloor.measure(results, scale.reads());
        if (options.has(Part.APPEND)) {
            new AppendPart(stage.folder(), progress).measure(stage.servers().postgres(), scale, results);
        }
        if (options.has(Part.ENDTOEND) || options.has(Part.ACCEPT) || options.has(Part.CRASH)) {
            platformParts();
        }
        if (options.has(Part.REPLAY) || options.has(Part.GROWTH)) {
            new FilledLog(stage, scale, recordings, results, progress).measure(options.has(Part.GROWTH));
        }
    }

    private void platformParts() {
        stage.servers().startAll();
        Database database = stage.database("platform");
        List<Orders.Accepted> acknowledged = new ArrayList<>();
        try (Platform platform = stage.platform(database, recordings, Deployable.values())) {
            People people = People.register(stage.issuer(), platform.port(Deployable.COMMAND_SIDE), scale.people());
            progress.say(people.count() + " people are registered");
            if (options.has(Part.ENDTOEND)) {
                EndToEndPart.Stage parts = new EndToEndPart.Stage(
                        platform,
                        people,
                        stage.settings(database),
                        stage.servers().bucketFolder(),
                        stage.folder());
                recordings.during(
                        platform,
                        "endtoend",
                        () -> acknowledged.addAll(new EndToEndPart(parts, scale, results, progress).measure()));
            }
            if (options.has(Part.STATUS)) {
                recordings.during(
                        platform,
                        "status",
                        () -> StatusPart.measure(
                                platform.port(Deployable.QUERY_SIDE),
                                acknowledged,
                                "status",
                                scale,
                                results,
                                progress));
            }
            if (options.has(Part.ACCEPT)) {
                recordings.during(
                        platform,
                        "accept",
                        () -> acknowledged.addAll(AcceptPart.measure(
                                platform.port(Deployable.COMMAND_SIDE), people, scale, results, progress)));
            }
            memory(platform);
            if (options.has(Part.CRASH)) {
                AuditPart audit = new AuditPart(stage.servers(), results, progress);
                audit.crash(platform.port(Deployable.COMMAND_SIDE), people, acknowledged);
                audit.audit(database, acknowledged);
            }
        }
    }

    private void settings() {
        results.setting("jvm", String.join(" ", Modules.FLAGS));
        results.setting(
                "postgresql",
                "fsync=on synchronous_commit=on full_page_writes=on shared_buffers=128MB"
                        + " max_wal_size=512MB jit=off");
        results.setting("redis", "appendonly yes, appendfsync everysec");
        results.setting("rabbitmq", "quorum queues, persistent messages, publisher confirms");
        results.setting(
                "deployables", "defaults; set are only addresses and credentials of servers and issuer, and ports");
    }

    private void memory(Platform platform) {
        for (Deployable deployable : Deployable.values()) {
            results.add("memory." + deployable.title(), ProcessMemory.megabytes(platform.pid(deployable)), "MB");
        }
        results.add(
                "memory.postgresql",
                ProcessMemory.megabytes(stage.servers().postgres().pid()),
                "MB");
        results.add(
                "memory.redis", ProcessMemory.megabytes(stage.servers().redis().pid()), "MB");
        results.add(
                "memory.rabbitmq",
                ProcessMemory.megabytes(stage.servers().rabbit().pids().getFirst()),
                "MB");
    }

    /** Also on Ctrl-C: nothing that was started or written is left. */
    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            JavaProcess.closeAll();
            stage.close();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException alreadyExiting) {
            progress.say("stopped before the end");
        }
    }
}
