package dev.atelier.command.skip;

import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.SkipEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Records skips. */
class SkipDesk {
    private final Roots<SkipAggregate> skips;

    SkipDesk(Roots<SkipAggregate> skips) {
        this.skips = skips;
    }

    @CommandHandler
    EventSkipped on(SkipEvent command) {
        return skips.with(command.skipId(), skip -> skip.skip(command));
    }
}
