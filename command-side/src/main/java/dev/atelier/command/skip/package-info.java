/** How administrators let a processor go on without an event that it cannot read. */
@NullMarked
package dev.atelier.command.skip;

import org.jspecify.annotations.NullMarked;
