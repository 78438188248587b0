package dev.atelier.query.ledger;

import dev.atelier.audit.domain.LedgerReport;
import java.time.Duration;
import java.time.Instant;

/** One audit that has ended. The report's findings hold those of the comparisons too. */
record LedgerResult(LedgerReport report, Compared compared, Instant startedAt, Duration took) {
    Instant endedAt() {
        return startedAt.plus(took);
    }
}
