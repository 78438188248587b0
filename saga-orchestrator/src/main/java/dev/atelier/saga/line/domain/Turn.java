package dev.atelier.saga.line.domain;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import java.util.Comparator;

/**
 * An attempt that waits to be run.
 *
 * @param since when the job was asked for: a repeated attempt stands where the job has always stood
 */
public record Turn(JobId jobId, int attempt, UserId person, Instant since) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER =
            Comparator.comparing(Turn::since).thenComparing(turn -> turn.jobId().value());

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
