/** How busy the pools are. */
@NullMarked
package dev.atelier.query.queue;

import org.jspecify.annotations.NullMarked;
