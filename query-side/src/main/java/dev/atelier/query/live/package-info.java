/** What is told as it happens: events over SSE, long polls, progress. */
@NullMarked
package dev.atelier.query.live;

import org.jspecify.annotations.NullMarked;
