/** Tests. */
@NullMarked
package dev.atelier.chaos.strike.domain;

import org.jspecify.annotations.NullMarked;
