package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the answer of {@code /status}. */
final class JobReader {
    private final WorkerErrors errors;

    JobReader(WorkerErrors errors) {
        this.errors = errors;
    }

    /** @param throttled how long to wait if RunPod says that it is asked too often */
    JobState read(Reply reply, Duration throttled) {
        if (reply.status() == 404) {
            return new JobState.Unknown();
        }
        if (throttled.isPositive() && !reply.isOk()) {
            return new JobState.Throttled(throttled);
        }
        String status = reply.json().path("status").asString("");
        if (!reply.isOk() || status.isEmpty()) {
            return new JobState.Away("GET /status: " + reply.status());
        }
        return read(status, reply.json());
    }

    private JobState read(String status, JsonNode job) {
        Duration ran = Duration.ofMillis(Math.max(0, job.path("executionTime").asLong(0)));
        return switch (status) {
            case "IN_QUEUE" -> new JobState.Waiting();
            case "COMPLETED" -> completed(job, ran);
            case "FAILED" -> broken(job, ran);
            case "CANCELLED" -> new JobState.Cancelled(ran);
            case "TIMED_OUT" -> new JobState.Broken(FailureReason.TIMED_OUT, "RunPod says TIMED_OUT", ran);
            // IN_PROGRESS, RUNNING, and what we do not know: the run has a limit of its own.
            default -> new JobState.Executing();
        };
    }

    /** A part is no success: whoever ordered two pictures is not charged for one. */
    private JobState completed(JsonNode job, Duration ran) {
        List<Output> outputs = outputs(job.at("/output/images"));
        boolean hasErrors = !WorkerErrors.texts(job).isEmpty();
        if (hasErrors) {
            return broken(job, ran);
        }
        return outputs.isEmpty()
                ? new JobState.Broken(FailureReason.NO_OUTPUT, "RunPod says COMPLETED and there is no picture", ran)
                : new JobState.Completed(outputs, ran);
    }

    private JobState broken(JsonNode job, Duration ran) {
        List<String> texts = WorkerErrors.texts(job);
        return new JobState.Broken(errors.reason(texts), WorkerErrors.detail(texts), ran);
    }

    private static List<Output> outputs(JsonNode images) {
        List<Output> outputs = new ArrayList<>();
        for (JsonNode image : images) {
            String data = image.path("data").asString("");
            switch (image.path("type").asString("")) {
                case "base64" -> outputs.add(new Output.Inline(data));
                case "s3_url" -> outputs.add(new Output.Link(data));
                // Something that later workers may add.
                default -> {}
            }
        }
        return List.copyOf(outputs);
    }
}
