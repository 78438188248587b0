package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run on one server, from the first upload to the last file. */
final class ComfyUiRun {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final ComfyUiHttp http;
    private final ComfyUiSettings settings;
    private final Work work;
    private final RunControl control;
    private final Runnable onStall;
    private final String outputFolder;
    private final Set<Placement> pictures;

    /** @param onStall called when the server takes runs and starts none */
    ComfyUiRun(ComfyUiHttp http, ComfyUiSettings settings, Work work, RunControl control, Runnable onStall) {
        RunOrder order = work.order();
        this.http = http;
        this.settings = settings;
        this.work = work;
        this.control = control;
        this.onStall = onStall;
        this.outputFolder = "atelier/" + order.jobId().value() + "-" + order.attempt();
        this.pictures = order.inputs().stream()
                .flatMap(input -> input.placements().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Outcome run() throws RunFailureException, InterruptedException {
        Instant limit = Instant.now().plus(work.order().limit());
        Workflow workflow = workflow();
        if (control.isCancelRequested()) {
            return new Outcome.Stopped(Duration.ZERO);
        }
        RunLookup lookup = lookup();
        try (ProgressSocket socket =
                new ProgressSocket(http, new ProgressEstimate(work.id(), workflow.nodes()), control)) {
            socket.open();
            String id = submit(lookup, socket.client(), workflow.graph());
            return follow(lookup, id, limit);
        }
    }

    /** The graph with the job's values, its pictures' names at the server, and a folder that no other run writes to. */
    private Workflow workflow() throws RunFailureException, InterruptedException {
        RunOrder order = work.order();
        Workflow workflow = Workflow.parse(order.workflow());
        for (RunOrder.PlacedValue value : order.values()) {
            workflow.place(value.value(), value.placements());
        }
        PictureUpload uploads = new PictureUpload(http);
        for (RunOrder.Input input : order.inputs()) {
            Path picture = work.inputs().get(input.name());
            if (picture == null) {
                throw new RunFailureException(FailureReason.INTERNAL, "no file for the input " + input.name());
            }
            workflow.placeFile(uploads.upload(picture, input.mediaType()), input.placements());
        }
        workflow.saveUnder(outputFolder + "/out");
        return workflow;
    }

    private RunLookup lookup() throws RunFailureException, InterruptedException {
        Set<String> pictureNodes = pictures.stream().map(Placement::node).collect(Collectors.toUnmodifiableSet());
        try {
            return RunLookup.of(http, new Endings(pictureNodes));
        } catch (NoAnswerException e) {
            throw new RunFailureException(FailureReason.BACKEND_UNAVAILABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private String submit(RunLookup lookup, String client, ObjectNode graph)
            throws RunFailureException, InterruptedException {
        try {
            String id = new Submission(http, lookup, settings, new Refusal(pictures)).submit(work.id(), client, graph);
            LOG.info("submitted as {}", id);
            return id;
        } catch (InterruptedException e) {
            abandon(work.id());
            throw e;
        }
    }

    private Outcome follow(RunLookup lookup, String id, Instant limit)
            throws RunFailureException, InterruptedException {
        Stopping stopping = new Stopping(http);
        OutputDownload downloads = new OutputDownload(http, settings, outputFolder, work.folder());
        RunWatch watch = new RunWatch(settings, limit);
        try {
            while (true) {
                switch (watch.next(lookup.look(id), control.isCancelRequested(), Instant.now())) {
                    case RunWatch.Step.Pause pause -> control.pause(pause.duration());
                    case RunWatch.Step.Stop _ -> stopping.tryStop(id);
                    case RunWatch.Step.Stopped stopped -> {
                        forget(id);
                        return new Outcome.Stopped(stopped.ran());
                    }
                    case RunWatch.Step.Finish finish -> {
                        List<Path> files = downloads.fetch(finish.outputs());
                        forget(id);
                        return new Outcome.Made(files, finish.ran());
                    }
                    case RunWatch.Step.GiveUp giveUp -> {
                        if (giveUp.takeBack()) {
                            onStall.run();
                            stopping.tryStop(id);
                        }
                        forget(id);
                        throw new RunFailureException(giveUp.reason(), giveUp.detail());
                    }
                }
            }
        } catch (InterruptedException e) {
            abandon(id);
            throw e;
        }
    }

    /** The server's history keeps prompts; they go when nobody needs them. */
    private void forget(String id) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("delete").add(id);
        try {
            http.post("/history", body);
        } catch (NoAnswerException e) {
            LOG.warn("run {} stays in the server's history: {}", id, e.getMessage());
        }
    }

    /** We are being stopped: whoever tries again must not find the server busy with what nobody waits for. */
    private void abandon(String id) {
        try {
            new Stopping(http).tryStop(id);
        } catch (InterruptedException e) {
            LOG.warn("run {} goes on without us", id);
        }
    }
}
