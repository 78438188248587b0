/** Work that is done from time to time. */
@NullMarked
package dev.atelier.command.recurring;

import org.jspecify.annotations.NullMarked;
