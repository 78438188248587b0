/** Messages that nobody could read or do: counted, looked at, sent again or thrown away, and never unseen. */
@NullMarked
package dev.atelier.command.deadletter;

import org.jspecify.annotations.NullMarked;
