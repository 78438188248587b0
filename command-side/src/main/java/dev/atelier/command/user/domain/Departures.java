package dev.atelier.command.user.domain;

import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who is being erased, or was not long ago, as the log tells it. An erasure begins with the closing of the account and
 * ends with {@link PersonErased}; in between it may have broken off.
 */
public final class Departures {
    /** After which an erased person is not looked at again, not even by a process that has just started. */
    private static final Duration FORGOTTEN = Duration.ofDays(2);

    private final Duration patience;
    private final Duration lateResults;
    private final Map<UserId, Instant> begun = new LinkedHashMap<>();
    private final Map<UserId, Instant> erased = new LinkedHashMap<>();
    private final Set<UserId> ever = new HashSet<>();

    /**
     * @param patience after which a begun erasure has broken off
     * @param lateResults after which nothing of an erased person's jobs can be under way any more
     */
    public Departures(Duration patience, Duration lateResults) {
        this.patience = patience;
        this.lateResults = lateResults;
    }

    /** To be told of every event, in the log's order; others than the two are nothing to it. */
    public void apply(Object event, Instant recordedAt) {
        switch (event) {
            case AccountClosed closed -> begun.put(new UserId(closed.accountId().value()), recordedAt);
            case PersonErased gone -> {
                begun.remove(gone.userId());
                gone(gone.userId(), recordedAt);
            }
            default -> {}
        }
    }

    /** A worker was so late that its result belongs to somebody who may be gone. */
    public void late(UserId owner, Instant recordedAt) {
        if (ever.contains(owner)) {
            erased.put(owner, recordedAt);
        }
    }

    /** All that was told counts no more. */
    public void forget() {
        begun.clear();
        erased.clear();
        ever.clear();
    }

    private void gone(UserId person, Instant recordedAt) {
        erased.put(person, recordedAt);
        ever.add(person);
    }

    /** Whose erasure is not over though it should be. */
    public List<UserId> brokenOff(Instant now) {
        return of(begun, at -> at.plus(patience).isBefore(now));
    }

    /** Who has been erased so long that no late result can come, and was not {@link #settled} yet. */
    public List<UserId> quiet(Instant now) {
        erased.values().removeIf(at -> at.plus(lateResults).plus(FORGOTTEN).isBefore(now));
        return of(erased, at -> at.plus(lateResults).isBefore(now));
    }

    /** Nothing more has to be done for this person. */
    public void settled(UserId person) {
        erased.remove(person);
    }

    private static List<UserId> of(Map<UserId, Instant> people, Predicate<Instant> when) {
        return people.entrySet().stream()
                .filter(entry -> when.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
