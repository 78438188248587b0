package dev.atelier.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobEvent.JobAttemptFailed;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.Seals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to a job and to the money held for it, in the order of the log. */
final class Timelines {
    private final EventLog log;
    private final JobHistory history;
    private final Seals seals;

    Timelines(EventLog log, JobHistory history, Seals seals) {
        this.log = log;
        this.history = history;
        this.seals = seals;
    }

    /**
     * A job as it was.
     *
     * @param events of the job and of its owner's account, as far as they name the job
     */
    record Timeline(String id, String owner, String state, int attempt, List<Entry> events) {}

    /**
     * One event.
     *
     * @param type wire name
     * @param payload as it is stored; what people wrote stays sealed
     * @param detail what a worker said about a failed attempt, or why an administrator did this
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long position,
            String stream,
            long sequence,
            String type,
            Instant recordedAt,
            @Nullable String actor,
            @Nullable String cause,
            @Nullable String detail,
            @JsonRawValue String payload) {
        static Entry of(StoredEvent event, @Nullable String detail) {
            return new Entry(
                    event.position(),
                    event.stream(),
                    event.sequence(),
                    event.type(),
                    event.recordedAt(),
                    text(event, Metadata.ACTOR),
                    text(event, Metadata.CAUSE),
                    detail,
                    event.json());
        }

        private static @Nullable String text(StoredEvent event, String key) {
            Object value = event.metadata().get(key);
            return value == null ? null : value.toString();
        }
    }

    /** The timeline up to and including {@code until}; empty when there was no such job then. */
    Optional<Timeline> of(JobId job, Instant until) {
        List<StoredEvent> events = until(log.stream(job.toString()), until);
        JobView view = null;
        for (StoredEvent event : events) {
            view = history.apply(view, event);
        }
        return view == null ? Optional.empty() : Optional.of(timeline(view, events, until));
    }

    private Timeline timeline(JobView view, List<StoredEvent> events, Instant until) {
        UserId owner = view.request().owner();
        List<StoredEvent> all = new ArrayList<>(events);
        until(log.stream(view.request().account().toString()), until).stream()
                .filter(event -> names(event, view.id()))
                .forEach(all::add);
        return new Timeline(
                view.id().toString(),
                owner.toString(),
                view.state().word(),
                view.turn().attempt(),
                all.stream()
                        .sorted(Comparator.comparingLong(StoredEvent::position))
                        .map(event -> entry(event, owner))
                        .toList());
    }

    static List<StoredEvent> until(List<StoredEvent> events, Instant until) {
        return events.stream()
                .takeWhile(event -> !event.recordedAt().isAfter(until))
                .toList();
    }

    private static boolean names(StoredEvent event, JobId job) {
        return event.payload() instanceof AccountEvent account
                && switch (account) {
                    case AccountOpened _, AccountClosed _, BalanceCredited _ -> false;
                    case BalanceReserved e -> e.jobId().equals(job);
                    case BalanceCaptured e -> e.jobId().equals(job);
                    case BalanceRefunded e -> e.jobId().equals(job);
                };
    }

    private Entry entry(StoredEvent event, UserId owner) {
        PersonalText detail = event.payload() instanceof JobAttemptFailed failed ? failed.detail() : reason(event);
        return Entry.of(event, detail == null ? null : seals.open(owner, detail).orElse(null));
    }

    private static @Nullable PersonalText reason(StoredEvent event) {
        String sealed = Entry.text(event, Metadata.REASON);
        return sealed == null ? null : new PersonalText(sealed);
    }
}
