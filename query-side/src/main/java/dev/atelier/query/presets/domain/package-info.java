/** The catalogue, folded from the presets' streams. */
@NullMarked
package dev.atelier.query.presets.domain;

import org.jspecify.annotations.NullMarked;
