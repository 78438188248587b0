package dev.atelier.query.audit;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.statement.domain.Line;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An account as it was at a moment, folded from its stream: nothing cached is believed here. */
final class Accounts {
    private static final int LINES_MAX = 200;

    private final EventLog log;

    Accounts(EventLog log) {
        this.log = log;
    }

    /** Credits held for a job. */
    record Reservation(String jobId, long amount) {}

    /**
     * @param events how many, those that were skipped among them
     * @param lines the newest movements, the newest first
     * @param skipped what nobody could read, and what therefore moved nothing here
     */
    record Account(
            String id,
            long events,
            long position,
            long available,
            long held,
            List<Reservation> reservations,
            List<Line> lines,
            List<Timelines.Entry> skipped) {}

    /** @param event what led to the balance; null when it was skipped */
    private record Step(Balance balance, @Nullable AccountEvent event) {}

    /** The account after everything up to and including {@code until}; empty when there was none. */
    Optional<Account> of(AccountId account, Instant until) {
        List<StoredEvent> events = Timelines.until(log.stream(account.toString()), until);
        Balance balance = null;
        Map<JobId, Credits> open = new LinkedHashMap<>();
        Deque<Line> lines = new ArrayDeque<>();
        List<Timelines.Entry> skipped = new ArrayList<>();
        for (StoredEvent stored : events) {
            Balance before = balance;
            Step step = log.fold(stored, event -> step(before, account, event));
            balance = step.balance();
            AccountEvent event = step.event();
            if (event == null) {
                skipped.add(Timelines.Entry.of(stored, null));
            } else {
                follow(open, event);
                Line.of(event, balance, stored.recordedAt()).ifPresent(lines::addFirst);
            }
            if (lines.size() > LINES_MAX) {
                lines.removeLast();
            }
        }
        if (balance == null) {
            return Optional.empty();
        }
        return Optional.of(new Account(
                account.toString(),
                balance.sequence(),
                events.getLast().position(),
                balance.available().amount(),
                balance.held().amount(),
                open.entrySet().stream()
                        .map(entry -> new Reservation(
                                entry.getKey().toString(), entry.getValue().amount()))
                        .toList(),
                new ArrayList<>(lines),
                skipped));
    }

    private static Step step(@Nullable Balance before, AccountId account, StoredEvent stored) {
        if (stored.isSkipped()) {
            return new Step(Balance.skip(before, account), null);
        }
        AccountEvent event = (AccountEvent) stored.payload();
        return new Step(Balance.apply(before, event, stored.sequence()), event);
    }

    private static void follow(Map<JobId, Credits> open, AccountEvent event) {
        switch (event) {
            case AccountOpened _, AccountClosed _, BalanceCredited _ -> {}
            case BalanceReserved e -> open.put(e.jobId(), e.amount());
            case BalanceCaptured e -> open.remove(e.jobId());
            case BalanceRefunded e -> {
                if (e.from() == BalanceRefunded.From.RESERVED) {
                    open.remove(e.jobId());
                }
            }
        }
    }
}
