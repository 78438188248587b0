package dev.atelier.contracts.job;

import java.util.Locale;

/** Where a job stands, as clients see it: our word in {@code state}, the seed systems' word in {@code status}. */
public enum JobState {
    QUEUED("pending"),
    RUNNING("processing"),
    WAITING_FOR_RETRY("retrying"),
    SUCCEEDED("completed"),
    FAILED("failed"),
    CANCELLED("failed");

    private final String status;

    JobState(String status) {
        this.status = status;
    }

    /** Our word, such as {@code waiting_for_retry}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word that the seed systems' clients know. */
    public String status() {
        return status;
    }

    /** Whether nothing more will happen to the job's outcome. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, RUNNING, WAITING_FOR_RETRY -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
