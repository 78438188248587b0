package dev.atelier.gpu.storage;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.RunFailureException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches a job's pictures, and makes sure that they are the ones the job was made with. */
public final class JobPictures {
    private final S3Bucket bucket;

    JobPictures(S3Bucket bucket) {
        this.bucket = bucket;
    }

    /** Fetches the inputs into the folder and returns them by name. */
    public Map<String, Path> fetch(List<RunOrder.Input> inputs, Path folder)
            throws RunFailureException, InterruptedException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (RunOrder.Input input : inputs) {
            Path file = folder.resolve("input-" + files.size());
            Optional<Digest> found = bucket.fetch(input.key(), file);
            if (found.isEmpty()) {
                throw invalid(input, "is not in the bucket");
            }
            if (!found.get().sha256().equals(input.sha256())) {
                throw invalid(input, "has another checksum than the job's");
            }
            files.put(input.name(), file);
        }
        return files;
    }

    private static RunFailureException invalid(RunOrder.Input input, String why) {
        return new RunFailureException(FailureReason.INVALID_INPUT, "input " + input.name() + " " + why);
    }
}
