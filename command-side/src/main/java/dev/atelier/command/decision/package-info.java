/** What deciders answer. */
@NullMarked
package dev.atelier.command.decision;

import org.jspecify.annotations.NullMarked;
