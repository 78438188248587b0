package dev.atelier.command.sweep.domain;

import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.audit.domain.NamedObjects.Named;
import dev.atelier.audit.domain.StoredObject;
import dev.atelier.contracts.job.JobEvent.JobCancelled;
import dev.atelier.contracts.job.JobEvent.JobFailed;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which objects nobody will ever ask for. */
public final class Orphans {
    private static final String RESULTS = "results/";

    private Orphans() {}

    /** Whether no event names the object and it is older than anything that is still under way. */
    public static boolean isOrphan(StoredObject object, NamedObjects named, Instant oldBefore) {
        return object.modifiedAt().isBefore(oldBefore) && !named.contains(object.key());
    }

    /** The job whose result it is or would have been; empty for what is no result. */
    public static Optional<JobId> job(String key) {
        if (!key.startsWith(RESULTS)) {
            return Optional.empty();
        }
        try {
            String rest = key.substring(RESULTS.length());
            return Optional.of(JobId.parse(rest.substring(0, Math.max(0, rest.indexOf('/')))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a job's result may go: its story has ended, or never began, and does not name it. */
    public static boolean mayGo(String key, List<?> story) {
        boolean ended = story.isEmpty()
                || story.stream()
                        .anyMatch(event -> event instanceof JobSucceeded
                                || event instanceof JobFailed
                                || event instanceof JobCancelled);
        return ended
                && story.stream()
                        .flatMap(event -> NamedObjects.in(event).stream())
                        .map(Named::key)
                        .noneMatch(key::equals);
    }
}
