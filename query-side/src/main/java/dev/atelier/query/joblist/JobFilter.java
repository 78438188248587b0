package dev.atelier.query.joblist;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.web.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of a person's jobs are wanted. */
record JobFilter(
        boolean active, @Nullable JobKind kind, @Nullable String clientReference) {

    /**
     * Reads the filter from a request.
     *
     * @param state {@code active} or nothing
     * @param kind such as {@code quote-card}
     */
    static JobFilter of(@Nullable String state, @Nullable String kind, @Nullable String clientReference) {
        if (state != null && !state.equals("active")) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/state", "Only active can be asked for.", "Допустимо только значение active.");
        }
        return new JobFilter(state != null, kind == null ? null : kind(kind), clientReference);
    }

    private static JobKind kind(String word) {
        return Arrays.stream(JobKind.values())
                .filter(kind ->
                        kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ErrorCode.MALFORMED)
                        .error("/kind", "There is no such kind.", "Такого вида задач нет."));
    }

    /** The index that has all wanted jobs, and the fewest others. */
    String index(UserId owner) {
        if (clientReference != null) {
            return JobIndexes.named(owner, clientReference);
        }
        if (active) {
            return JobIndexes.active(owner);
        }
        return kind == null ? JobIndexes.all(owner) : JobIndexes.ofKind(owner, kind);
    }

    boolean wants(JobView view) {
        return (!active || !view.state().isFinal())
                && (kind == null || view.request().kind() == kind)
                && (clientReference == null
                        || clientReference.equals(view.request().clientReference()));
    }
}
