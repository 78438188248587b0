package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.LimitedFile;
import dev.atelier.gpu.backend.RunFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what a run saved, and nothing that another one saved. */
final class OutputDownload {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");

    private static final int ATTEMPTS_MAX = 3;
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    private final ComfyUiHttp http;
    private final ComfyUiSettings settings;
    private final String runFolder;
    private final Path to;

    /**
     * For one run.
     *
     * @param runFolder the run's sub-folder of ComfyUI's output folder
     * @param to where the files go
     */
    OutputDownload(ComfyUiHttp http, ComfyUiSettings settings, String runFolder, Path to) {
        this.http = http;
        this.settings = settings;
        this.runFolder = runFolder;
        this.to = to;
    }

    /** What the run gave, as files in order; none is a failure. */
    List<Path> fetch(List<Output> outputs) throws RunFailureException, InterruptedException {
        List<Path> fetched = new ArrayList<>();
        for (Output output : outputs) {
            Path target = to.resolve("output-" + fetched.size());
            switch (output) {
                case OutputFile file when file.subfolder().equals(runFolder) -> fetched.add(fetch(file, target));
                case OutputFile file -> LOG.warn("a file outside of the run's folder was passed over: {}", file);
                case Output.Text words -> fetched.add(write(words, target));
            }
        }
        if (fetched.isEmpty()) {
            throw new RunFailureException(FailureReason.NO_OUTPUT, "the server says done and names no result");
        }
        return fetched;
    }

    private Path write(Output.Text words, Path target) throws RunFailureException {
        try {
            return Files.writeString(target, words.text());
        } catch (IOException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "a result could not be written: " + e, e);
        }
    }

    /** What was dear to make is asked for again when the connection breaks. */
    private Path fetch(OutputFile file, Path target) throws RunFailureException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            LimitedFile limited = new LimitedFile(target, settings.outputBytesMax());
            try {
                int status = http.download(file.path(), limited);
                if (status != 200) {
                    throw new RunFailureException(FailureReason.ATTEMPT_LOST, "GET " + file.path() + ": " + status);
                }
                return target;
            } catch (NoAnswerException e) {
                if (limited.refused()) {
                    throw new RunFailureException(
                            FailureReason.WORKFLOW_REJECTED,
                            "a result has more than " + settings.outputBytesMax() + " bytes",
                            e);
                }
                if (attempt == ATTEMPTS_MAX) {
                    throw new RunFailureException(FailureReason.CONNECTION_LOST, String.valueOf(e.getMessage()), e);
                }
                LOG.warn("a result was not fetched, trying again: {}", e.getMessage());
            }
            Thread.sleep(TRY_AGAIN);
        }
    }
}
