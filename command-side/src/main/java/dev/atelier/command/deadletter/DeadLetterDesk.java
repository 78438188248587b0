package dev.atelier.command.deadletter;

import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.log.DeadLetterSettled;
import dev.atelier.contracts.log.SettleDeadLetter;
import org.axonframework.commandhandling.CommandHandler;

/** Records what administrators decide. */
class DeadLetterDesk {
    private final Roots<DeadLetterAggregate> letters;

    DeadLetterDesk(Roots<DeadLetterAggregate> letters) {
        this.letters = letters;
    }

    @CommandHandler
    DeadLetterSettled on(SettleDeadLetter command) {
        DeadLetterSettled decision = command.decision();
        return letters.with(decision.letterId(), letter -> letter.settle(decision));
    }
}
