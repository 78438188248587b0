package dev.atelier.command.account.domain;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceCredited;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded;
import dev.atelier.contracts.account.AccountEvent.BalanceReserved;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import java.util.HashMap;
import java.util.Map;

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

    /** What the person can spend: nothing before the account is opened. */
    default Credits balance() {
        return switch (this) {
            case NotOpened _ -> Credits.ZERO;
            case Open open -> open.available();
        };
    }

    /** The account after one more event of its stream. */
    default Account evolve(AccountEvent event) {
        return switch (event) {
            case AccountOpened _ -> new Open(Credits.ZERO, Map.of());
            case BalanceCredited e -> open().credited(e.amount());
            case BalanceReserved e -> open().reserved(e.jobId(), e.amount());
            case BalanceCaptured e -> open().settled(e.jobId(), e.released());
            case BalanceRefunded e ->
                switch (e.from()) {
                    case RESERVED -> open().settled(e.jobId(), e.amount());
                    case CAPTURED -> open().credited(e.amount());
                };
        };
    }

    private Open open() {
        return switch (this) {
            case Open open -> open;
            case NotOpened _ -> throw new IllegalStateException("money moved on an account that was never opened");
        };
    }
}
