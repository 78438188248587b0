/** What is done to whom and when: follows from the seed alone. */
@NullMarked
package dev.atelier.chaos.strike.domain;

import org.jspecify.annotations.NullMarked;
