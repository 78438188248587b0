package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.workflow.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run on one server, from the first upload to the last file. */
final class ComfyUiRun {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final Server server;
    private final ComfyUiHttp http;
    private final RunOrder order;
    private final Path folder;
    private final RunControl control;
    private final String outputFolder;
    private final Set<Placement> pictures;

    /** @param folder where to put what is made */
    ComfyUiRun(Server server, RunOrder order, Path folder, RunControl control) {
        this.server = server;
        this.http = server.http();
        this.order = order;
        this.folder = folder;
        this.control = control;
        this.outputFolder = "atelier/" + order.jobId().value() + "-" + order.attempt();
        this.pictures = order.inputs().stream()
                .flatMap(input -> input.placements().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Outcome run(Work work) throws RunFailureException, InterruptedException {
        Instant limit = Instant.now().plus(order.limit());
        Workflow workflow = workflow(work);
        if (control.isCancelRequested()) {
            return new Outcome.Stopped(Duration.ZERO);
        }
        RunLookup lookup = lookup();
        String client = UUID.randomUUID().toString();
        try (ProgressSocket socket = socket(client, new ProgressEstimate(work.id(), workflow.nodes()))) {
            ObjectNode extra = Footprint.of(work, limit);
            String id = submit(lookup, work.id(), new Submission.Prompt(workflow.graph(), client, extra));
            return follow(lookup, socket, id, limit);
        }
    }

    /** Goes on with a run that was submitted before. */
    Outcome resume(LeftRun left) throws RunFailureException, InterruptedException {
        RunLookup lookup = lookup();
        String client = Footprint.client(http, left.id())
                .orElseGet(() -> UUID.randomUUID().toString());
        try (ProgressSocket socket = socket(client, new ProgressEstimate(left.id(), left.nodes()))) {
            return follow(lookup, socket, left.id(), left.until());
        }
    }

    private ProgressSocket socket(String client, ProgressEstimate estimate) throws InterruptedException {
        ProgressSocket socket = new ProgressSocket(http, client, estimate, control);
        socket.open();
        return socket;
    }

    /** The graph with the job's values, its pictures' names at the server, and a folder that no other run writes to. */
    private Workflow workflow(Work work) throws RunFailureException, InterruptedException {
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

    private String submit(RunLookup lookup, String id, Submission.Prompt prompt)
            throws RunFailureException, InterruptedException {
        try {
            String taken = new Submission(http, lookup, server.settings(), new Refusal(pictures)).submit(id, prompt);
            LOG.info("submitted as {}", taken);
            return taken;
        } catch (InterruptedException e) {
            abandon(id);
            throw e;
        }
    }

    private Outcome follow(RunLookup lookup, ProgressSocket socket, String id, Instant limit)
            throws RunFailureException, InterruptedException {
        Stopping stopping = new Stopping(http);
        RunWatch watch = new RunWatch(server.settings(), limit);
        try {
            while (true) {
                RunState state = lookup.look(id);
                if (state instanceof RunState.Executing) {
                    socket.openAgainIfSilent(server.settings().silenceLimit());
                }
                switch (watch.next(state, control.isCancelRequested(), Instant.now())) {
                    case RunWatch.Step.Pause pause -> control.pause(pause.duration());
                    case RunWatch.Step.Stop _ -> stopping.tryStop(id);
                    case RunWatch.Step.Stopped stopped -> {
                        forget(id);
                        return new Outcome.Stopped(stopped.ran());
                    }
                    case RunWatch.Step.Finish finish -> {
                        List<Path> files = downloads().fetch(finish.outputs());
                        forget(id);
                        return new Outcome.Made(files, finish.ran());
                    }
                    case RunWatch.Step.GiveUp giveUp -> {
                        blame(giveUp.fault(), id);
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

    private OutputDownload downloads() {
        return new OutputDownload(http, server.settings(), outputFolder, folder);
    }

    private void blame(RunWatch.Fault fault, String id) throws InterruptedException {
        switch (fault) {
            case NONE -> {}
            case STARTS_NOTHING -> {
                server.condition().startsNothing();
                new Stopping(http).tryStop(id);
            }
            case LETS_NOT_GO -> server.condition().letsNotGo(id);
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
