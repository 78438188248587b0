/** What all read requests share: waiting for a position, pages, preferences, and what is not theirs. */
@NullMarked
package dev.atelier.query.reading;

import org.jspecify.annotations.NullMarked;
