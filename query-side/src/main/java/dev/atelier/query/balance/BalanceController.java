package dev.atelier.query.balance;

import dev.atelier.contracts.user.UserId;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.reading.Positions;
import dev.atelier.web.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a person may spend, and what is held for their jobs. */
@RestController
final class BalanceController {
    private final Balances balances;
    private final Positions positions;

    BalanceController(Balances balances, Positions positions) {
        this.balances = balances;
        this.positions = positions;
    }

    /** @param jobsInFlight jobs whose price is held */
    record BalanceAnswer(long available, long held, int jobsInFlight) {}

    @GetMapping("/api/balance")
    ResponseEntity<BalanceAnswer> balance(@RequestParam @Nullable String logPosition, Caller caller) {
        UserId person = caller.person();
        positions.await(logPosition, person.toString());
        Balance balance = balances.of(person);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(new BalanceAnswer(
                        balance.available().amount(), balance.held().amount(), balance.inFlight()));
    }
}
