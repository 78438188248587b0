package dev.atelier.command.account.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountClosed;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A person's credits as their events have made them. It remembers open reservations only, so it never grows old. */
public sealed interface Account {
    record NotOpened() implements Account {}

    /** @param reservations what is held for each job that has not been settled */
    record Open(Credits available, Map<JobId, Credits> reservations) implements Account {
        public Open {
            reservations = Map.copyOf(reservations);
        }

        Open credited(Credits amount) {
            return new Open(available.plus(amount), reservations);
        }

        Open reserved(JobId jobId, Credits amount) {
            Map<JobId, Credits> more = new HashMap<>(reservations);
            more.put(jobId, amount);
            return new Open(available.minus(amount), more);
        }

        Open settled(JobId jobId, Credits released) {
            Map<JobId, Credits> fewer = new HashMap<>(reservations);
            fewer.remove(jobId);
            return new Open(available.plus(released), fewer);
        }
    }

    /** Its owner wants to be erased: what is reserved is settled, and nothing else happens. */
    record Closed(Open last) implements Account {}

    /** What is in it: nothing before the account is opened. */
    default Credits balance() {
        return switch (this) {
            case NotOpened _ -> Credits.ZERO;
            case Open open -> open.available();
            case Closed closed -> closed.last().available();
        };
    }

    /** Jobs whose price is held: those that have not ended, or whose money has not moved yet. */
    default Set<JobId> openJobs() {
        return switch (this) {
            case NotOpened _ -> Set.of();
            case Open open -> open.reservations().keySet();
            case Closed closed -> closed.last().reservations().keySet();
        };
    }

    /** The account after one more event of its stream. */
    default Account evolve(AccountEvent event) {
        return switch (this) {
            case NotOpened _ -> opened(event);
            case Open open -> event instanceof AccountClosed ? new Closed(open) : moved(open, event);
            case Closed closed -> new Closed(moved(closed.last(), event));
        };
    }

    private static Open opened(AccountEvent event) {
        if (event instanceof AccountOpened) {
            return new Open(Credits.ZERO, Map.of());
        }
        throw new IllegalStateException("something happened to an account that was never opened");
    }

    private static Open moved(Open account, AccountEvent event) {
        return switch (event) {
            case AccountOpened _, AccountClosed _ -> account;
            case BalanceCredited e -> account.credited(e.amount());
            case BalanceReserved e -> account.reserved(e.jobId(), e.amount());
            case BalanceCaptured e -> account.settled(e.jobId(), e.released());
            case BalanceRefunded e ->
                switch (e.from()) {
                    case RESERVED -> account.settled(e.jobId(), e.amount());
                    case CAPTURED -> account.credited(e.amount());
                };
        };
    }
}
