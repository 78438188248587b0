package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job and what became of it. Everything but what was asked for changes only under the lock of its {@link JobTable}. */
final class Job {
    /** What the platform says of a job; {@code RUNNING} is named in one page of the documentation and never sent. */
    enum Status {
        IN_QUEUE,
        IN_PROGRESS,
        COMPLETED,
        FAILED,
        CANCELLED,
        TIMED_OUT;

        boolean isFinal() {
            return this != IN_QUEUE && this != IN_PROGRESS;
        }
    }

    /**
     * What a client asked for.
     *
     * @param webhook whom to tell of the end
     * @param sync whether it came by {@code /runsync}: its result is kept for a minute only
     */
    record Asked(JsonNode input, Optional<String> webhook, Policy policy, boolean sync) {}

    /**
     * The limits of a job.
     *
     * @param execution time at a worker
     * @param life from the submission; then the job is gone, even if it runs
     */
    record Policy(Duration execution, Duration life) {}

    final String id;
    final Asked asked;
    final Instant created;

    Status status = Status.IN_QUEUE;
    int retries;

    @Nullable
    Instant started;

    @Nullable
    Instant ended;

    @Nullable
    JsonNode output;

    @Nullable
    String error;

    @Nullable
    String worker;

    Job(String id, Asked asked, Instant created) {
        this.id = id;
        this.asked = asked;
        this.created = created;
    }
}
