package dev.atelier.query.jobview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients read it. What does not apply is absent.
 *
 * @param state our word, such as {@code waiting_for_retry}
 * @param status the seed systems' word
 * @param statusSequence grows with each change that is stored
 * @param attempt from 1; 0 before the first was queued
 * @param percent of the running attempt
 * @param queuePosition from 1, while the job waits
 * @param charge what it cost, once it has ended
 * @param availableUntil when the artifacts' links stop to work; ask again for new ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAnswer(
        String id,
        String state,
        String status,
        long statusSequence,
        String kind,
        String preset,
        int presetRevision,
        int attempt,
        boolean cancelRequested,
        @Nullable Integer percent,
        @Nullable Long queuePosition,
        @Nullable Long etaSeconds,
        long price,
        @Nullable Long charge,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        @Nullable String clientReference,
        @Nullable String retryOf,
        @Nullable Failure failure,
        List<Result> artifacts,
        List<Result> lateArtifacts,
        @Nullable Instant availableUntil,
        String statusUrl,
        String eventsUrl,
        String cancelUrl) {

    /**
     * Why the job, or its newest attempt, failed.
     *
     * @param text for the person, in their language
     */
    public record Failure(String reason, String text) {}

    /** A result and the link to fetch it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            String url,
            String mediaType,
            long bytes,
            String sha256,
            @Nullable Integer width,
            @Nullable Integer height) {}
}
