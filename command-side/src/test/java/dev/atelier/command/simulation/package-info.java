/** The real deciders in imagined worlds, and an auditor who believes only the log. */
@NullMarked
package dev.atelier.command.simulation;

import org.jspecify.annotations.NullMarked;
