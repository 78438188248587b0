/** The catalogue of what can be asked for, folded from the log. */
@NullMarked
package dev.atelier.command.preset;

import org.jspecify.annotations.NullMarked;
