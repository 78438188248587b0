/** The one table of stored and sent names, and where messages go. */
@NullMarked
package dev.atelier.contracts.wire;

import org.jspecify.annotations.NullMarked;
