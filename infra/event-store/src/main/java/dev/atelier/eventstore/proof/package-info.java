/** Seals the log in blocks, proves single events, and finds what was changed; the rules are in {@code domain}. */
@NullMarked
package dev.atelier.eventstore.proof;

import org.jspecify.annotations.NullMarked;
