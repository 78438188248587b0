package dev.atelier.gpu.runpod;

import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.runpod.RunPodHttp.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run at one endpoint, from the submission to the last file. It is a job of its own, and no other's retry. */
final class RunPodRun {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private final RunPodHttp http;
    private final RunPodSettings settings;
    private final Work work;
    private final RunControl control;
    private final JobReader reader;

    RunPodRun(RunPodHttp http, RunPodSettings settings, Work work, RunControl control) {
        this.http = http;
        this.settings = settings;
        this.work = work;
        this.control = control;
        this.reader = new JobReader(new WorkerErrors(pictureNodes(work.order())));
    }

    Outcome run(RunPodWebhooks webhooks) throws RunFailureException, InterruptedException {
        Instant limit = Instant.now().plus(work.order().limit());
        try (RunPodWebhooks.Hook hook = webhooks.open(settings, control::nudge)) {
            byte[] body = new Payload(settings.payloadBytesMax()).write(work, hook.address());
            Optional<String> id = new Submission(http, settings).submit(body, control);
            if (id.isEmpty()) {
                return new Outcome.Stopped(Duration.ZERO);
            }
            LOG.info("submitted as {} to the endpoint {}", id.get(), settings.endpoint());
            return follow(id.get(), limit);
        }
    }

    private Outcome follow(String id, Instant limit) throws RunFailureException, InterruptedException {
        JobWatch watch = new JobWatch(settings, limit);
        try {
            while (true) {
                switch (watch.next(look(id), control.isCancelRequested(), Instant.now())) {
                    case JobWatch.Step.Pause pause -> control.pause(pause.duration());
                    case JobWatch.Step.Stop _ -> tryCancel(id);
                    case JobWatch.Step.Stopped stopped -> {
                        return new Outcome.Stopped(stopped.ran());
                    }
                    case JobWatch.Step.Finish finish -> {
                        List<Path> files = new ResultFiles(http, settings, work.folder()).fetch(finish.outputs());
                        return new Outcome.Made(files, finish.ran());
                    }
                    case JobWatch.Step.GiveUp giveUp -> {
                        if (giveUp.takeBack()) {
                            http.cancelUnattended(id);
                        }
                        throw new RunFailureException(giveUp.reason(), giveUp.detail());
                    }
                }
            }
        } catch (InterruptedException e) {
            // Whoever tries again must not pay for what nobody waits for.
            http.cancelUnattended(id);
            throw e;
        }
    }

    private JobState look(String id) throws InterruptedException {
        Duration closed = http.closedFor(Operation.STATUS);
        if (closed.isPositive()) {
            return new JobState.Throttled(closed);
        }
        try {
            Reply reply = http.status(id);
            return reader.read(reply, http.closedFor(Operation.STATUS));
        } catch (NoAnswerException e) {
            return new JobState.Away(String.valueOf(e.getMessage()));
        }
    }

    /** Whether and when the job stops is seen by looking at it. */
    private void tryCancel(String id) throws InterruptedException {
        if (http.closedFor(Operation.CANCEL).isPositive()) {
            return;
        }
        try {
            Reply reply = http.cancel(id);
            if (!reply.isOk()) {
                LOG.warn("job {} could not be cancelled: {}", id, reply.status());
            }
        } catch (NoAnswerException e) {
            LOG.warn("job {} could not be cancelled: {}", id, e.getMessage());
        }
    }

    private static Set<String> pictureNodes(RunOrder order) {
        return order.inputs().stream()
                .flatMap(input -> input.placements().stream())
                .map(Placement::node)
                .collect(Collectors.toUnmodifiableSet());
    }
}
