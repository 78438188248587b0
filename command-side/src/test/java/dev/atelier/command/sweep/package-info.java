/** The sweep of a real bucket. */
@NullMarked
package dev.atelier.command.sweep;

import org.jspecify.annotations.NullMarked;
