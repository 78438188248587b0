/** What {@code ./run <word>} does, beside starting. A client of the one address like any other. */
@NullMarked
package dev.atelier.allinone.cli;

import org.jspecify.annotations.NullMarked;
