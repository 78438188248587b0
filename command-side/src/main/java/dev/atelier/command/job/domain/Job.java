package dev.atelier.command.job.domain;

import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.CancelledBy;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as its events have made it. States are types: what a state cannot do, its type does not offer.
 * {@code Queued → Running → (WaitingForRetry → Queued)* → Succeeded | Failed | Cancelled}.
 */
public sealed interface Job {
    /** What was agreed when the job was accepted; it never changes. */
    record Terms(
            UserId owner,
            AccountId accountId,
            JobKind kind,
            Credits price,
            Duration attemptLimit,
            String fingerprint) {}

    /** A result that was shown to the person, named within its channel. */
    record Delivery(String channel, String message) {}

    /**
     * What may still be added to an ended job.
     *
     * @param attemptsStarted attempts 1 to this one did run; nothing else can have a result
     * @param results attempts whose result is recorded
     * @param deliveries where the result was shown
     */
    record Aftermath(int attemptsStarted, Set<Integer> results, Set<Delivery> deliveries) {
        public Aftermath {
            results = Set.copyOf(results);
            deliveries = Set.copyOf(deliveries);
        }

        Aftermath withResult(int attempt) {
            return new Aftermath(attemptsStarted, plus(results, attempt), deliveries);
        }

        Aftermath withDelivery(Delivery delivery) {
            return new Aftermath(attemptsStarted, results, plus(deliveries, delivery));
        }

        private static <T> Set<T> plus(Set<T> set, T element) {
            Set<T> more = new HashSet<>(set);
            more.add(element);
            return more;
        }
    }

    record NotCreated() implements Job {}

    /** Accepted and not ended. */
    sealed interface Live extends Job {
        Terms terms();

        /** Attempts that ended with nothing to show; that is forgiven once. */
        int emptyRuns();

        /** Attempts 1 to this one were started, or given up without. */
        int attemptsStarted();
    }

    /** The attempt waits for its turn. */
    record Queued(Terms terms, int attempt, int emptyRuns) implements Live {
        @Override
        public int attemptsStarted() {
            return attempt - 1;
        }
    }

    /** The attempt was claimed by a worker. @param cancelRequested who asked it to stop, null while nobody did */
    record Running(
            Terms terms,
            int attempt,
            int emptyRuns,
            String worker,
            String backendRun,
            Instant startedAt,
            @Nullable CancelledBy cancelRequested)
            implements Live {
        @Override
        public int attemptsStarted() {
            return attempt;
        }
    }

    /** The last attempt failed; the next one is queued when its back-off is over. */
    record WaitingForRetry(Terms terms, int nextAttempt, int emptyRuns) implements Live {
        @Override
        public int attemptsStarted() {
            return nextAttempt - 1;
        }
    }

    /** Over: what comes now changes neither the end nor the money. */
    sealed interface Ended extends Job {
        Terms terms();

        Aftermath aftermath();
    }

    record Succeeded(Terms terms, Aftermath aftermath) implements Ended {}

    record Failed(Terms terms, FailureReason reason, Aftermath aftermath) implements Ended {}

    record Cancelled(Terms terms, Credits charge, Aftermath aftermath) implements Ended {}

    /** The job after one more event of its stream. */
    default Job evolve(JobEvent event) {
        return JobHistory.evolve(this, event);
    }
}
