/** Turns messages from RabbitMQ into commands, by a closed list. */
@NullMarked
package dev.atelier.command.intake;

import org.jspecify.annotations.NullMarked;
