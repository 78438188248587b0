package dev.atelier.command.intake;

import java.util.Map;
import java.util.Optional;

/**
 * The command side, as messages see it: every command may come twice, so a refusal is an answer like any other. What
 * it throws is trouble.
 */
interface RepeatableCommands {
    /** The reason of the refusal, or empty when it was done or there was nothing to do. */
    Optional<String> send(Object command, Map<String, String> metadata);
}
