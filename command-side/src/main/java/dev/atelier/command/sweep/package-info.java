/** Removes objects that no event names: what crashes and lost races left in the bucket. */
@NullMarked
package dev.atelier.command.sweep;

import org.jspecify.annotations.NullMarked;
