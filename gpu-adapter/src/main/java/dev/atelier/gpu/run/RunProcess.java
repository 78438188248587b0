package dev.atelier.gpu.run;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.run.RunReport;
import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.storage.JobPictures;
import dev.atelier.gpu.storage.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a claimed order to its report: fetch the pictures, let the back end work, store what it made. */
final class RunProcess {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Logger ERRORS = LoggerFactory.getLogger("[ERROR_HANDLER]");
    private static final int DETAIL_CHARACTERS_MAX = 1000;

    private final Backend backend;
    private final JobPictures pictures;
    private final Results results;
    private final String worker;

    RunProcess(Backend backend, JobPictures pictures, Results results, String worker) {
        this.backend = backend;
        this.pictures = pictures;
        this.results = results;
        this.worker = worker;
    }

    /** Always a report, whatever happens; an interrupted run is a lost attempt, and the thread stays interrupted. */
    RunReport run(LiveRun run) {
        return report(run.order(), folder -> run(run, folder));
    }

    /** As {@link #run}, for a run that the back end has already. */
    RunReport resume(LiveRun run, LeftRun left) {
        return report(run.order(), folder -> report(run.order(), backend.resume(left, folder, run.control())));
    }

    private interface Doing {
        RunReport in(Path folder) throws RunFailureException, InterruptedException;
    }

    private static RunReport report(RunOrder order, Doing doing) {
        try (RunFolder folder = RunFolder.create()) {
            return doing.in(folder.path());
        } catch (RunFailureException e) {
            // The detail may quote what the person wrote: it is for the administrator's view, where it is sealed.
            LOG.warn("failed: {}", e.reason());
            return failed(order, e.reason(), e.detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(order, FailureReason.ATTEMPT_LOST, "the adapter was stopped");
        } catch (IOException | RuntimeException e) {
            ERRORS.error("the adapter failed", e);
            return failed(order, FailureReason.INTERNAL, e.toString());
        }
    }

    private RunReport run(LiveRun run, Path folder) throws RunFailureException, InterruptedException {
        RunOrder order = run.order();
        if (run.control().isCancelRequested()) {
            return new RunReport.RunCancelled(order.jobId(), order.attempt(), Duration.ZERO);
        }
        Map<String, Path> inputs = pictures.fetch(order.inputs(), folder);
        return report(order, backend.run(new Work(run.id(), order, inputs, folder, worker), run.control()));
    }

    private RunReport report(RunOrder order, Outcome outcome) throws RunFailureException, InterruptedException {
        return switch (outcome) {
            case Outcome.Made made -> {
                List<Artifact> artifacts = results.store(order.jobId(), order.attempt(), made.files());
                yield new RunReport.RunSucceeded(order.jobId(), order.attempt(), artifacts, made.ran());
            }
            case Outcome.Stopped stopped -> new RunReport.RunCancelled(order.jobId(), order.attempt(), stopped.ran());
        };
    }

    private static RunReport failed(RunOrder order, FailureReason reason, String detail) {
        String cut = detail.substring(0, Math.min(detail.length(), DETAIL_CHARACTERS_MAX));
        return new RunReport.RunFailed(order.jobId(), order.attempt(), reason, cut);
    }
}
