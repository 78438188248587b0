/** Journeys through everything, from outside, on a local run in a process of its own. */
@NullMarked
package dev.atelier.allinone.journeys;

import org.jspecify.annotations.NullMarked;
