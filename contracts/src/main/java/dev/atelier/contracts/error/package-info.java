/** The catalogue of answers to what cannot be done. */
@NullMarked
package dev.atelier.contracts.error;

import org.jspecify.annotations.NullMarked;
