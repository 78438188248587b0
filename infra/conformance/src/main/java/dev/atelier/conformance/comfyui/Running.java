package dev.atelier.conformance.comfyui;

import dev.atelier.conformance.Check.MismatchException;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.Backend.Outcome;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/**
 * A run that goes on in a thread of its own.
 *
 * @param percents what was said of its progress so far
 */
record Running(String id, RunControl control, List<Integer> percents, Thread thread, Future<Outcome> outcome) {
    /** Waits for its end; a failure is thrown as it is. */
    Outcome end() throws Exception {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RunFailureException failure
                    ? new MismatchException(failure.reason() + ": " + failure.detail())
                    : e;
        }
    }

    /** Waits for its end, which has to be a failure. */
    RunFailureException failure() throws Exception {
        try {
            throw new MismatchException("it did not fail: " + outcome.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunFailureException failure) {
                return failure;
            }
            throw e;
        }
    }

    /** Waits for its end, which has to be a failure for this reason; says how the server put it. */
    String failsFor(FailureReason reason) throws Exception {
        RunFailureException failure = failure();
        if (failure.reason() != reason) {
            throw new MismatchException("%s instead of %s: %s".formatted(failure.reason(), reason, failure.detail()));
        }
        return failure.detail();
    }

    /** Waits for its end, which has to be one picture. */
    BufferedImage picture() throws Exception {
        if (!(end() instanceof Outcome.Made(List<Path> files, var _)) || files.size() != 1) {
            throw new MismatchException("one picture was wanted: " + end());
        }
        return read(files.getFirst());
    }

    private static BufferedImage read(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            throw new IOException("the result is no picture");
        }
        return picture;
    }
}
