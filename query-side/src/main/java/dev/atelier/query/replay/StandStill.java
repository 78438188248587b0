package dev.atelier.query.replay;

import dev.atelier.query.readmodel.Head;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For how long a head has been seen where it is. */
final class StandStill {
    private final Clock clock;
    private Optional<Head> seen = Optional.empty();
    private Instant since = Instant.EPOCH;

    StandStill(Clock clock) {
        this.clock = clock;
    }

    Duration of(Head head) {
        if (!seen.equals(Optional.of(head))) {
            seen = Optional.of(head);
            since = clock.instant();
        }
        return Duration.between(since, clock.instant());
    }
}
