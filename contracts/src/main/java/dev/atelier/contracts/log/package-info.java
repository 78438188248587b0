/** What administrators decide about the log itself. */
@NullMarked
package dev.atelier.contracts.log;

import org.jspecify.annotations.NullMarked;
